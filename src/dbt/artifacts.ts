/** What dbt's JSON artifacts say about the invocation that wrote them. */
import { type Json, textAt, valueAt } from '../config/json.ts';

export const invocationIdIn = (artifact: Json): string | undefined =>
  textAt(artifact, 'metadata', 'invocation_id');

/** The command that wrote it, as dbt repeats its arguments: `run`. */
export const commandIn = (artifact: Json): string | undefined => textAt(artifact, 'args', 'which');

/** Results of nodes, in `run_results.json` and `sources.json`. */
export function resultsIn(artifact: Json): readonly Json[] | undefined {
  const results = valueAt(artifact, 'results');
  return Array.isArray(results) ? results : undefined;
}

export const isResults = (file: string): boolean => /\/(run_results|sources)\.json$/.test(file);

/** Unique id of the node that a result is about. */
export const idOf = (result: Json): string => textAt(result, 'unique_id') ?? '';
export const statusOf = (result: Json): string => textAt(result, 'status') ?? '';
