/**
 * The warm way of starting an engine cannot be told from the cold one: same observations, case by case.
 * A sample of the cases here; all of them, and the candidate as well, with `npm run warm-is-cold`; some of these with
 * `npm run warm-is-cold -- -t 'reference: list/'`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compare } from './compare/compare.ts';
import { readConfig } from './config/config.ts';
import type { Engine } from './engines/engine.ts';
import { startCold } from './engines/start-cold.ts';
import { normalise } from './normalise/normalise.ts';
import type { Case } from './plan/case.ts';
import { loadSuites } from './plan/suites.ts';
import { openSession, type Session } from './session.ts';
import { placeName, withOwn } from './twins/exclusive.ts';
import { placeOf } from './twins/place.ts';
import { runSide } from './twins/run-side.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const whole = process.env.COMPAT_WHOLE === '1';
const cases = (await loadSuites(root)).flatMap((suite) => suite.cases);
/** Chosen for what they stir: hooks, several steps, variables of the environment, failure, usage errors, help. */
const sample = [
  'run/hooks-around-runs',
  'run/full-refresh-by-environment',
  'run/failing-model',
  'run/unknown-flag',
  'run/help',
];
const chosen = whole ? cases : cases.filter(({ id }) => sample.includes(id));
const sides = whole ? (['reference', 'candidate'] as const) : (['reference'] as const);

let session: Session;
let out: string;
const said: string[] = [];
beforeAll(async () => {
  out = await mkdtemp(path.join(os.tmpdir(), 'warm-'));
  const config = await readConfig([root]);
  const options = { root, config, out, signal: new AbortController().signal, noCache: true };
  const candidate = whole ? config.candidate : config.reference;
  const say = (text: string) => said.push(text);
  session = await openSession({
    ...options,
    reference: config.reference,
    candidate,
    database: 'embedded',
    say,
  });
  // As a run does: where many are to come, hosts compute ahead, and scripts that steps start have theirs at once.
  session.announce(cases.length);
}, 300_000);
afterAll(async () => {
  await session?.close();
  await rm(out, { recursive: true, force: true });
});

test('the sample is there', () => expect(chosen.length).toBeGreaterThanOrEqual(sample.length));

// All of them take an hour or two: one on each core.
for (const side of sides)
  test.for(chosen)(`${side}: $id`, { timeout: 600_000, concurrent: whole }, (one, { annotate }) =>
    withOwn(one, async () => {
      const engine = session[side];
      const coldly = () => observed({ ...session, start: startCold }, one, engine);
      const cold = await coldly();
      /** Facets in which the engine deviates from itself, cold both times: what it leaves to chance says nothing here. */
      const varying = new Set<string>();
      // The second warm step profits from what the host learned of the first.
      for (const round of ['first', 'second']) {
        const deviations = deviationsOf(cold, await observed(session, one, engine));
        const unexplained = () => deviations.filter(({ facet }) => !varying.has(facet));
        for (let trial = 0; trial < 3 && unexplained().length > 0; trial++)
          for (const { facet } of deviationsOf(cold, await coldly())) varying.add(facet);
        expect(unexplained(), `the ${round} time`).toEqual([]);
      }
      if (varying.size > 0) await annotate(`cold deviates from cold: ${[...varying].join(', ')}`);
    }),
  );

test('steps were forked, but for those whose environment a host cannot give', () => {
  const coldly = said.filter((text) => text.includes('cold'));
  expect(coldly.filter((text) => !text.includes('differs'))).toEqual([]);
});

type Observed = Awaited<ReturnType<typeof observed>>;
const deviationsOf = (cold: Observed, other: Observed) =>
  cold.flatMap((step, n) => compare(step, other[n] as Observed[number]));

async function observed(grounds: Session, one: Case, engine: Engine) {
  const place = placeOf(session.scratch, placeName(one), one.command, session.database.prefix);
  const prepared = await session.state(one.project, one.state);
  const steps = await runSide(grounds, one, engine, place, prepared, path.join(out, one.id));
  return steps.map(({ observation, frame }) => normalise(observation, frame));
}
