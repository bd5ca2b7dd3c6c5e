/** Whether the suites find mutants, and what they make of them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import PQueue from 'p-queue';
import type { Case } from '../../src/cases/case.ts';
import { runCase } from '../../src/compare/run-case.ts';
import { evidenceOf } from '../../src/compare/run-side.ts';
import type { Session } from '../../src/compare/session.ts';
import { Problem } from '../../src/config/problem.ts';
import { causeOf, type Difference } from '../../src/facets/difference.ts';
import type { FacetName } from '../../src/facets/registry.ts';
import { attribute } from '../../src/findings/causes/attribute.ts';
import type { StepShown } from '../../src/findings/causes/shown.ts';
import { diagnose } from '../../src/findings/diagnose.ts';
import type { CaseResult, Verdict } from '../../src/findings/verdict.ts';
import { mutableEngine } from './engine.ts';
import type { Mutant } from './mutant.ts';

export interface Found {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** All of them, whatever their facet. */
  readonly differences: readonly Difference[];
  /** What both sides did in each step. */
  readonly shown: readonly StepShown[];
  /** How many differences in each facet. */
  readonly facets: Readonly<Partial<Record<FacetName, number>>>;
  /** Title of the finding that names the difference where it was to show; absent where none does. */
  readonly finding?: string;
}

/**
 * Runs the case of each mutant against it, several at once.
 * @param cases those of the suites.
 * @param ended is told of each.
 * @throws Problem (usage) when a mutant names a case that is none, or its fault fails by itself.
 */
export async function findMutants(
  session: Session,
  mutants: readonly Mutant[],
  cases: readonly Case[],
  workers: number,
  ended: (found: Found) => void,
): Promise<readonly Found[]> {
  const engineOf = await mutableEngine(session.reference, path.join(session.scratch, 'mutable'));
  const queue = new PQueue({ concurrency: workers });
  return Promise.all(
    mutants.map((mutant) =>
      queue.add(async () => {
        const engine = engineOf(mutant);
        const result = await runCase({ ...session, candidate: engine }, caseOf(mutant, cases), { repeat: 1 });
        await refuseUnplanted(session, mutant, result);
        const { verdict, differences, shown = [] } = result;
        const found = { mutant, verdict, differences, shown, ...shownBy(result, mutant.facet) };
        ended(found);
        return found;
      }),
    ),
  );
}

function shownBy(told: CaseResult, facet: FacetName): Pick<Found, 'facets' | 'finding'> {
  const results = attribute([told], () => undefined);
  const differences = results.flatMap((result) => result.differences);
  const facets = Object.fromEntries(
    [...Map.groupBy(differences, (one) => one.facet)].map(([name, all]) => [name, all.length]),
  );
  const shows = differences.find((one) => one.facet === facet);
  const findings = diagnose({ results, expectations: [] });
  const finding = findings.find(({ fingerprint }) => shows && fingerprint === causeOf(shows));
  return { facets, ...(finding && { finding: finding.title }) };
}

/** What `planting.py` ends a step with whose fault fails. */
const notPlanted = 97;

async function refuseUnplanted(session: Session, { id }: Mutant, { case: one, exits }: CaseResult) {
  const failed = exits?.find(({ candidate }) => candidate === notPlanted);
  if (!failed) return;
  const evidence = evidenceOf(path.join(session.out, 'raw', one.id, 'candidate'), failed.step);
  const said = await readFile(path.join(evidence, 'stderr'), 'utf8');
  throw new Problem(
    'usage',
    `Mutant ${id} cannot be injected`,
    `Its Python code fails: ${said.trim().split('\n').at(-1)}`,
    'This version of the engine may lack what it patches. Update the mutant in fixtures/mutants.',
  );
}

function caseOf({ id, case: wanted }: Mutant, cases: readonly Case[]): Case {
  const found = cases.find((one) => one.id === wanted);
  if (found) return found;
  throw new Problem(
    'usage',
    `Mutant ${id} names an unknown case`,
    `The case ${wanted} does not exist.`,
    'Run `npm run compat -- cases` for the list of cases.',
  );
}
