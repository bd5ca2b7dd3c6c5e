/** Runs mutants: whether their cases detect them, and as which cause. */
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
  /** Of all facets. */
  readonly differences: readonly Difference[];
  readonly shown: readonly StepShown[];
  /** Number of differences by facet. */
  readonly facets: Readonly<Partial<Record<FacetName, number>>>;
  /** Title of the cause of the first difference in the facet of the mutant. */
  readonly finding?: string;
}

/**
 * Runs the case of each mutant, several in parallel.
 * @throws Problem (usage) when a mutant names an unknown case, or its Python code fails.
 */
export async function findMutants({
  session,
  mutants,
  cases,
  workers,
  onEnd = () => undefined,
}: {
  readonly session: Session;
  readonly mutants: readonly Mutant[];
  /** Cases of all suites. */
  readonly cases: readonly Case[];
  readonly workers: number;
  readonly onEnd?: (found: Found) => void;
}): Promise<readonly Found[]> {
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
        onEnd(found);
        return found;
      }),
    ),
  );
}

function shownBy(result: CaseResult, facet: FacetName): Pick<Found, 'facets' | 'finding'> {
  const results = attribute([result], () => undefined);
  const differences = results.flatMap((attributed) => attributed.differences);
  const facets = Object.fromEntries(
    [...Map.groupBy(differences, (difference) => difference.facet)].map(([name, all]) => [name, all.length]),
  );
  const shows = differences.find((difference) => difference.facet === facet);
  const findings = diagnose({ results, expectations: [] });
  const finding = findings.find(({ fingerprint }) => shows && fingerprint === causeOf(shows));
  return { facets, ...(finding && { finding: finding.title }) };
}

/** Exit code of `planting.py` when the code of a mutant fails. */
const notPlanted = 97;

async function refuseUnplanted(session: Session, { id }: Mutant, { case: case_, exits }: CaseResult) {
  const failed = exits?.find(({ candidate }) => candidate === notPlanted);
  if (!failed) return;
  const evidence = evidenceOf(path.join(session.out, 'raw', case_.id, 'candidate'), failed.step);
  const said = await readFile(path.join(evidence, 'stderr'), 'utf8');
  throw new Problem(
    'usage',
    `Mutant ${id} cannot be injected`,
    `Its Python code fails: ${said.trim().split('\n').at(-1)}`,
    'This version of the engine may lack what it patches. Update the mutant in fixtures/mutants.',
  );
}

function caseOf({ id, case: wanted }: Mutant, cases: readonly Case[]): Case {
  const found = cases.find(({ id: known }) => known === wanted);
  if (found) return found;
  throw new Problem(
    'usage',
    `Mutant ${id} names an unknown case`,
    `The case ${wanted} does not exist.`,
    'Run `npm run compat -- cases` for the list of cases.',
  );
}
