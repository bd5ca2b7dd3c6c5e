/** Cases as tests, for vitest’s `setupFiles`: what `npm test` and `npm test -- run` execute. */
import os from 'node:os';
import { describe, expect } from 'vitest';
import { commands } from '../cases/case.ts';
import { onSuite, type Suite } from '../cases/define-suite.ts';
import { type CaseResult, failing } from '../findings/verdict.ts';
import { chooseNames } from './confirm/choose-cases.ts';
import { runCases, workersFor } from './queue.ts';
import { test } from './shared-session.ts';

onSuite(registerTests);

/** Registers a vitest test for each smoke case: no difference that makes a run fail. */
function registerTests({ command, cases }: Suite): void {
  describe(command, () => {
    const chosen = cases.filter((one) => one.tier === 'smoke');
    const results = new Map<string, Promise<CaseResult>>();

    test.beforeAll(({ shared: { session, config } }, { tasks }) => {
      const workers = workersFor(config.workers, os.availableParallelism());
      // One test for each case, in this order; a filter of names may have left some out.
      const asked = chosen.filter((_, index) => tasks[index]?.mode === 'run');
      // One case of each of some commands, as suites do not know of each other.
      const checked = chooseNames({ seed: session.id, count: 3 }, Object.keys(commands)).has(command);
      const check = { seed: session.id, count: checked ? 1 : 0 };
      const running = runCases(session, asked, { workers, repeat: 2, check });
      for (const [index, one] of asked.entries()) {
        const result = running[index] as Promise<CaseResult>;
        // Its test awaits it; until then a rejection is no surprise.
        result.catch(() => undefined);
        results.set(one.id, result);
      }
    }, 900_000);

    for (const one of chosen)
      test(`${one.id}: ${one.title}`, async ({ shared: { config } }) => {
        const result = await (results.get(one.id) as Promise<CaseResult>);
        const unexpected = failing(result, config.fail_on);
        const shown = unexpected.map(({ facet, kind, path, reference, candidate }) => ({
          facet,
          kind,
          path,
          reference,
          candidate,
        }));
        expect(shown).toEqual([]);
        // What blocks a case is known where all its differences are; in the others only what does not fail a run is left.
        expect(['error', 'skipped'], result.reason).not.toContain(result.verdict);
      });

    test(`${command}: warm hosts show the same as normal starts`, async ({ shared: { session } }) => {
      await Promise.allSettled(results.values());
      expect(session.confirmations.allInvented()).toEqual([]);
    });
  });
}
