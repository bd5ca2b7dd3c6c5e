/** Splits facts that many causes lead to by the facts with which they occur. */

import { type Fact, isOfInvocation, isOfNodes } from './fact.ts';
import { connected } from './groups.ts';

/**
 * Many causes lead to other connections, statements and nodes that did not run. Two steps have such a general fact for the same reason
 * if a specific fact occurs in both, or none in either.
 * @returns the number of the reason, for general facts that occur for several reasons.
 */
export function reasonsOf(facts: readonly Fact[]): ReadonlyMap<Fact, number> {
  const company = companyOf(facts);
  const reasons = new Map<Fact, number>();
  for (const seen of Map.groupBy(facts.filter(isGeneral), ({ key }) => key).values()) {
    const parts = connected(seen, ({ at }) => company.get(at) ?? ['nothing']);
    if (parts.length > 1)
      parts.forEach((part, n) => {
        for (const fact of part) reasons.set(fact, n + 1);
      });
  }
  return reasons;
}

/** Keys of the specific facts of each step. */
function companyOf(facts: readonly Fact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const steps = new Set(facts.map(({ at }) => at)).size;
  const company = new Map<string, Set<string>>();
  for (const [key, seen] of Map.groupBy(facts, ({ key }) => key)) {
    const places = new Set(seen.map(({ at }) => at));
    // A fact that occurs nearly everywhere distinguishes nothing.
    if (places.size > Math.max(2, steps / 2) || isGeneral(seen[0] as Fact)) continue;
    for (const at of places) company.set(at, (company.get(at) ?? new Set()).add(key));
  }
  return company;
}

/** Whether many causes lead to such a fact. */
export function isGeneral(fact: Fact): boolean {
  const [first] = fact.differences;
  if (!first || isOfNodes(fact) || isOfInvocation(fact)) return true;
  const { facet, kind, path } = first;
  if (kind === 'output-missing') return true;
  switch (facet) {
    case 'exit':
      // No reason is known: only a line of the run's progress, or nothing.
      return /\|\S+ (N of N .*)?\|$/.test(fact.key);
    case 'statements':
    case 'sql':
    case 'database':
    case 'interface':
      return true;
    case 'stdout':
      return !/[a-z_]{4,}/i.test(fact.key.split('|')[3] ?? '') || isProgress.test(fact.key);
    case 'files':
      return /^project\/(logs|target)(\/|$)/.test(path);
    case 'artifacts':
      return execution.test(path);
    case 'events':
      // What an event says about its node or an exception is specific.
      if (/\/data\/(node_info\/|exc_info$)/.test(path)) return false;
      return executionEvent.test(path);
    default:
      return false;
  }
}

/** Lines about a run's progress and result, on either side: a node that starts or ends, totals, failures. */
const isProgress =
  /\|((N of N|OK|PASS|ERROR|Done\.|Completed|successfully)\b[^|]*→|[^|]*→ (with N error|ERROR \w+ing\b|Failure in ))/;

/** Keys of artifacts about what was executed. */
const execution =
  /#\/(nodes|results)\/[^/]+\/(compiled\w*|build_path|extra_ctes\w*|relation_name|adapter_response|message|status)(\/|$)|#\/results(\/(@order|\d+))?$/;

/** Events of every connection, statement, node and run. */
const executionEvent =
  /^(SQL|Connection|NewConnection|\{connection|Rollback|Cache|ListRelations|Schema|Node|Log\w+(Line|Result)|LogSkip|Jinja|Writing|Formatting|Concurrency|EndRunResult|EndOfRun|Stats|Finished|CommandCompleted|ResourceReport|NothingToDo|Skipping|MarkSkipped|RunResult|AdapterEvent)/;
