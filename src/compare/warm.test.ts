/**
 * A step that is forked from a host shows the same as a step that starts the engine, case by case: a sample of cases with
 * the reference, or all cases and the candidate too with `npm run warm-is-cold`; see docs/controls.md.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Case, EngineStep } from '../cases/case.ts';
import { findCase, loadSuites } from '../cases/suites.ts';
import { readConfig } from '../config/config.ts';
import type { Engine } from '../engines/engine.ts';
import { compare } from '../facets/registry.ts';
import { normalise } from '../normalise/normalise.ts';
import { startCold } from '../process/start-cold.ts';
import { reserve, workspaceOfCase } from '../workspace/workspace.ts';
import { runSide } from './run-side.ts';
import { openSession, type Session } from './session.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tiers = ['smoke', 'standard', 'full'];
const tier = process.env.COMPAT_TIER;
/** A whole tier or everything, instead of the sample. */
const whole = process.env.COMPAT_WHOLE === '1' || tier !== undefined;
const config = await readConfig([root]);
const engines =
  process.env.COMPAT_ENGINES?.split(' ').filter(Boolean) ??
  (whole ? [config.reference, config.candidate] : [config.reference]);
const suites = await loadSuites(root);
/** Cases with hooks, several steps, variables of the environment, failure, usage errors, and help. */
const sample = [
  'run/hooks-around-runs',
  'run/full-refresh-by-environment',
  'run/failing-model',
  'run/unknown-flag',
  'run/help',
];
const chosen = whole
  ? suites
      .flatMap(({ cases }) => cases)
      .filter((testCase) => tier === undefined || tiers.indexOf(testCase.tier) <= tiers.indexOf(tier))
  : sample.map((id) => findCase(suites, id));

describe.each(engines)('%s', (spec) => {
  let session: Session;
  let out: string;
  beforeAll(async () => {
    out = await temporaryFolder('warm');
    session = await openSession({
      ...{ root, config, out, signal: new AbortController().signal, noCache: true },
      ...{ reference: config.reference, candidate: spec, database: 'embedded' },
      say: () => undefined,
    });
    // As in a run: with many steps to come, hosts compute ahead, and scripts that steps start have hosts from the beginning.
    session.announce(chosen.length);
  }, 900_000);
  afterAll(async () => {
    await session?.close();
  });

  // All cases take an hour or two: a case on each core.
  test.for(chosen)('$id', { timeout: 600_000, concurrent: whole }, (testCase, { annotate }) =>
    reserve(testCase, async () => {
      const coldSession = { ...session, start: startCold };
      const cold = await observed(coldSession, testCase, session.candidate, out);
      // Measured before any warm start: facets in which the engine differs from itself say nothing about hosts.
      const again = await observed(coldSession, testCase, session.candidate, out);
      const varying = new Set(deviationsOf(cold, again).map(({ facet }) => facet));
      if (varying.size > 0) await annotate(`cold deviates from cold: ${[...varying].join(', ')}`);
      if (!whole) expect([...varying], 'a case of the sample must not vary').toEqual([]);
      // The second warm step also uses what the host learned from the first.
      for (const round of ['first', 'second']) {
        const warm = await observed(session, testCase, session.candidate, out);
        expect(startedCold(testCase, warm), `${round} warm run: steps that were not forked`).toEqual([]);
        const deviations = deviationsOf(cold, warm).filter(({ facet }) => !varying.has(facet));
        expect(deviations, `${round} warm run`).toEqual([]);
      }
    }),
  );
});

type Observed = Awaited<ReturnType<typeof observed>>;
const deviationsOf = (cold: Observed, other: Observed) =>
  cold.flatMap(({ normalised }, n) => compare(normalised, (other[n] as Observed[number]).normalised));

/** Steps that a host should have run. It cannot run those with a terminal or with variables that an import has read. */
const startedCold = ({ steps }: Case, shown: Observed) =>
  shown
    .filter(({ warm }) => !warm)
    .map(({ step }) => steps[step] as EngineStep)
    .filter(({ env, answers }) => env === undefined && answers === undefined);

async function observed(context: Session, testCase: Case, engine: Engine, out: string) {
  const workspace = workspaceOfCase(context, testCase);
  const state = await context.state(testCase.project, testCase.state);
  const evidence = path.join(out, testCase.id);
  const steps = await runSide({ context, testCase, engine, workspace, state, evidence });
  return steps.map(({ step, observation, context: given }) => ({
    step,
    warm: observation.exit.warm === true,
    normalised: normalise(observation, given),
  }));
}
