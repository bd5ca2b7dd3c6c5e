/** What a run has confirmed by cold starts, and what its hosts invented. */
import type { Engine } from '../../engines/engine.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import type { Side } from '../../workspace/workspace.ts';

/** A case in which a warm host showed something that the engine does not show when it is started cold. */
export interface Invented {
  readonly case: string;
  readonly side: Side;
  /** Steps and facets: `step 1: stdout`. */
  readonly places: readonly string[];
}

export interface Confirmations {
  /** Whether an expectation covers a kind of difference that no cold run of this session has shown or is about to show. */
  readonly claim: (result: CaseResult) => boolean;
  /** Records what the host of an engine invented. The engine starts cold from now on. */
  readonly invented: (found: Invented, engine: Engine) => void;
  readonly allInvented: () => readonly Invented[];
  /** Whether a result depends on a warm run of an engine whose host turned out to be faulty. */
  readonly isVoid: (result: CaseResult, engines: Readonly<Record<Side, Engine>>) => boolean;
}

/**
 * @param retire stops using the hosts of an engine.
 * @param say receives what a user wants to know at once.
 */
export function openConfirmations(
  retire: (engine: Engine) => void,
  say: (text: string) => void,
): Confirmations {
  const claimed = new Set<string>();
  const all: Invented[] = [];
  const retired = new Set<string>();
  return {
    claim({ differences }) {
      const covered = differences
        .filter(({ expectation }) => expectation !== undefined)
        .map(({ expectation, facet, kind }) => `${expectation} ${facet} ${kind}`);
      const isNew = covered.some((key) => !claimed.has(key));
      for (const key of covered) claimed.add(key);
      return isNew;
    },
    invented(found, engine) {
      all.push(found);
      if (retired.has(engine.program)) return;
      retired.add(engine.program);
      retire(engine);
      say(
        `${engine.spec}: further steps are started cold, because in ${found.case} its warm host showed a difference that ` +
          `a normal start does not show (${found.places.join(', ')}). This is a defect of dvt-compat, not of the engine.`,
      );
    },
    allInvented: () => all,
    isVoid: ({ warm = [] }, engines) => warm.some((side) => retired.has(engines[side].program)),
  };
}
