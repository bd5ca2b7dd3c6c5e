/** The command `audit`: checks the suites for stale expectations and missing coverage. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { flawsIn } from '../audit/checks.ts';
import { auditIssues, auditJson, renderAudit } from '../audit/render.ts';
import { loadSuites, withMatrices } from '../cases/suites.ts';
import { readExpectations } from '../findings/expectations/expectation.ts';
import { withoutPrivate } from '../report/private.ts';
import { readDefinitions } from './cases.ts';
import { print, printJson } from './output.ts';
import { isWhole, lastWholeRun, readFinished } from './whole-run.ts';

interface AuditOptions {
  readonly reference?: string;
  readonly json?: boolean;
  /** Folder for a file for each problem. */
  readonly issues?: string;
}

/**
 * Prints what is to be fixed.
 * @param run a finished run; by default the last complete run in `reports/`.
 * @returns the exit code: 1 when something is to be fixed.
 */
export async function audit(
  root: string,
  run: string | undefined,
  { reference, json, issues }: AuditOptions,
  signal: AbortSignal,
): Promise<number> {
  // Read before anything is installed, so that a wrong name is reported at once.
  const named = run === undefined ? undefined : await readFinished(run);
  const planned = await withMatrices(
    root,
    await loadSuites(root),
    await readDefinitions(root, reference, signal),
  );
  const recorded = named ?? (await lastWholeRun(planned));
  const whole = recorded !== undefined && isWhole(recorded, planned);
  const folder = path.join(root, 'suites/expectations');
  // Read without a run as well: a file that is not valid is an error.
  const noEngine = { spec: '', release: '' };
  const expectations = await readExpectations(
    folder,
    recorded ?? { reference: noEngine, candidate: noEngine },
  );
  const found = { recorded, flaws: flawsIn({ planned, recorded, whole, expectations }) };
  if (issues !== undefined) {
    await mkdir(issues, { recursive: true });
    for (const [name, text] of Object.entries(auditIssues(found)))
      await writeFile(path.join(issues, name), withoutPrivate(text));
  }
  if (json) printJson(auditJson(found));
  else print(renderAudit(found));
  return found.flaws.length > 0 ? 1 : 0;
}
