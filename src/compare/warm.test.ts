/**
 * The warm way of starting an engine cannot be told from the cold one: same observations, case by case.
 * A sample of the cases and the reference here; all cases, and the candidate as well, with `npm run warm-is-cold`; some of
 * these with `npm run warm-is-cold -- -t 'dvt list/'`. COMPAT_TIER bounds the cases to those of a tier, COMPAT_ENGINES names
 * other engines (names of the configuration or specs, separated by spaces).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { loadSuites } from '../cases/suites.ts';
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
const cases = (await loadSuites(root)).flatMap((suite) => suite.cases);
/** Chosen for what they stir: hooks, several steps, variables of the environment, failure, usage errors, help. */
const sample = [
  'run/hooks-around-runs',
  'run/full-refresh-by-environment',
  'run/failing-model',
  'run/unknown-flag',
  'run/help',
];
const isChosen = ({ id, tier: own }: Case) =>
  whole ? tier === undefined || tiers.indexOf(own) <= tiers.indexOf(tier) : sample.includes(id);
const chosen = cases.filter(isChosen);

test('the sample is there', () => expect(chosen.length).toBeGreaterThanOrEqual(sample.length));

describe.each(engines)('%s', (spec) => {
  let session: Session;
  let out: string;
  const said: string[] = [];
  beforeAll(async () => {
    out = await mkdtemp(path.join(os.tmpdir(), 'warm-'));
    session = await openSession({
      ...{ root, config, out, signal: new AbortController().signal, noCache: true },
      ...{ reference: config.reference, candidate: spec, database: 'embedded' },
      say: (text: string) => said.push(text),
    });
    // As a run does: where many are to come, hosts compute ahead, and scripts that steps start have theirs at once.
    session.announce(chosen.length);
  }, 900_000);
  afterAll(async () => {
    await session?.close();
    await rm(out, { recursive: true, force: true });
  });

  // All cases take an hour or two: one on each core.
  test.for(chosen)('$id', { timeout: 600_000, concurrent: whole }, (one, { annotate }) =>
    reserve(one, async () => {
      const coldly = () => observed({ ...session, start: startCold }, one, session.candidate, out);
      const cold = await coldly();
      /** Facets in which the engine deviates from itself, cold both times: what it leaves to chance says nothing here. */
      const varying = new Set<string>();
      // The second warm step profits from what the host learned of the first.
      for (const round of ['first', 'second']) {
        const deviations = deviationsOf(cold, await observed(session, one, session.candidate, out));
        const unexplained = () => deviations.filter(({ facet }) => !varying.has(facet));
        for (let trial = 0; trial < 3 && unexplained().length > 0; trial++)
          for (const { facet } of deviationsOf(cold, await coldly())) varying.add(facet);
        expect(unexplained(), `the ${round} time`).toEqual([]);
      }
      if (varying.size > 0) await annotate(`cold deviates from cold: ${[...varying].join(', ')}`);
    }),
  );

  test('steps were forked, but for those whose environment a host cannot give', async ({ annotate }) => {
    const coldly = said.filter((text) => text.includes('cold'));
    for (const text of coldly) await annotate(text);
    expect(coldly.filter((text) => !text.includes('differs'))).toEqual([]);
  });
});

type Observed = Awaited<ReturnType<typeof observed>>;
const deviationsOf = (cold: Observed, other: Observed) =>
  cold.flatMap((step, n) => compare(step, other[n] as Observed[number]));

async function observed(context: Session, testCase: Case, engine: Engine, out: string) {
  const workspace = workspaceOfCase(context, testCase);
  const state = await context.state(testCase.project, testCase.state);
  const evidence = path.join(out, testCase.id);
  const steps = await runSide({ context, testCase, engine, workspace, state, evidence });
  return steps.map((step) => normalise(step.observation, step.context));
}
