/** DVT's fork, a second real candidate: only where its checkout is, which nobody but its own repository has. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { findCase, loadSuites } from '../cases/suites.ts';
import { readConfig } from '../config/config.ts';
import { parseSpec } from '../engines/spec.ts';
import { adaptationsToFix } from '../findings/expectations/to-fix.ts';
import { runCase } from './run-case.ts';
import { openSession } from './session.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const minutes = 60_000;

test('the fork takes a project only with its adaptation', { timeout: 15 * minutes }, async ({ skip }) => {
  const config = await readConfig([root]);
  const source = parseSpec(config.engines['dvt-fork']?.spec ?? '');
  if (source.kind !== 'path') throw new Error('the fork is configured as a checkout');
  skip(!existsSync(source.path), `no checkout of DVT’s fork: ${config.engines['dvt-fork']?.['get-with']}`);
  const out = await temporaryFolder('fork');
  const session = await openSession({
    ...{ root, config, out, database: 'embedded', noCache: true },
    ...{ reference: 'dbt-1.11.6', candidate: 'dvt-fork' },
    signal: new AbortController().signal,
    say: () => undefined,
  });
  onTestFinished(() => session.close());
  const adaptations = session.adaptations(session.candidate);
  expect(adaptations.map(({ id }) => id)).toContain('connection-of-sources');
  expect(session.adaptations(session.reference)).toEqual([]);

  const suites = await loadSuites(root);
  const all = suites.flatMap(({ cases }) => cases.map(({ id }) => id));
  const applied = adaptations.map((one) => ({ ...one, side: 'candidate' as const }));
  const asIs = await runCase(session, findCase(suites, 'parse/sources-as-they-are'), { repeat: 1 });
  expect(asIs.exits).toMatchObject([{ reference: 0, candidate: 2 }]);
  expect(adaptationsToFix(applied, all, [asIs])).toEqual([]);

  const adapted = await runCase(session, findCase(suites, 'parse/all'), { repeat: 1 });
  expect(adapted.exits).toMatchObject([{ reference: 0, candidate: 0 }]);
  expect(adapted.differences.filter(({ expectation }) => expectation === undefined)).toEqual([]);
  // Its own log is read: what a fork calls its log must not look like none at all.
  expect(adapted.differences.map(({ kind }) => kind)).not.toContain('output-missing');
});
