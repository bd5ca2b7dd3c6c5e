import type { Impact } from '../impact.ts';

/** Who notices that a file or folder is missing, old or different, by what it is. The first match counts. */
const byPath: readonly (readonly [RegExp, Impact])[] = [
  // Logs, and what engines keep for themselves.
  [/^project\/logs(\/|$)|\/\.cache(\/|$)|\.(log|msgpack|gpickle|prof|db|db-wal|db-shm|pyc)$/, 'internals'],
  [/\/\.user\.yml$|\/perf_info\.json$|\/graph_summary\.json$|^home\/\.cache/, 'internals'],
  // SQL as rendered: people read it to see what was run.
  [/^project\/target[^/]*\/(compiled|run)(\/|$)/, 'console'],
  // Artifacts, the page of documentation, lock files.
  [/^project\/target[^/]*(\/|$)/, 'contract'],
  [/\.(json|lock)$|\/package-lock\.yml$/, 'contract'],
  // A project, a profile, installed packages: what the command was for.
  [/^(project|home\/\.(dbt|dvt))\//, 'outcome'],
];

export const impactOfFile = (path: string): Impact =>
  byPath.find(([pattern]) => pattern.test(path))?.[1] ?? 'console';
