/** Cases as tests, for vitest’s `setupFiles`: what `npm test` and `npm test -- run` execute. */
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config/config.ts';
import type { CaseResult } from './judge/verdict.ts';
import { runCases } from './pipeline.ts';
import { onSuite, type Suite } from './plan/suite.ts';
import { openSession, runId, type Session } from './session.ts';
import { workersFor } from './workers.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

onSuite(registerTests);

/** Registers a vitest test for each smoke case: no difference that no expectation covers. */
function registerTests({ command, cases }: Suite): void {
  describe(command, () => {
    const chosen = cases.filter((one) => one.tier === 'smoke');
    const stop = new AbortController();
    const results = new Map<string, Promise<CaseResult>>();
    let session: Session | undefined;

    beforeAll(async () => {
      const config = await readConfig([root]);
      session = await openSession({
        root,
        config,
        reference: config.reference,
        candidate: config.candidate,
        database: config.database.provider,
        out: path.join(root, 'reports', `test-${runId(new Date())}`),
        signal: stop.signal,
        say: (text) => process.stderr.write(`${text}\n`),
      });
      const workers = workersFor(config.workers, os.availableParallelism());
      const running = runCases(session, chosen, { workers, repeat: 2 });
      for (const [index, one] of chosen.entries()) {
        const result = running[index] as Promise<CaseResult>;
        // Its test awaits it; until then a rejection is no surprise.
        result.catch(() => undefined);
        results.set(one.id, result);
      }
    }, 900_000);

    afterAll(async () => {
      stop.abort();
      await Promise.allSettled(results.values());
      await session?.close();
    }, 60_000);

    for (const one of chosen)
      test(`${one.id}: ${one.title}`, async () => {
        const result = await (results.get(one.id) as Promise<CaseResult>);
        const unexpected = result.differences.filter((difference) => difference.expectation === undefined);
        const shown = unexpected.map(({ facet, kind, path, reference, candidate }) => ({
          facet,
          kind,
          path,
          reference,
          candidate,
        }));
        expect(shown).toEqual([]);
        // What blocks a case is known where all its differences are.
        expect(['same', 'expected', 'blocked'], result.reason).toContain(result.verdict);
      });
  });
}
