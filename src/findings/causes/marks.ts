/** Marks of a difference: facts with the same mark are linked. */

import { wildcard } from '../../diff/wildcard.ts';
import type { Untyped } from '../../facets/difference.ts';
import {
  addedNames,
  type Edit,
  editOf,
  identifiersOf,
  isSpecific,
  pathEdit,
  plain,
  renderEdit,
  uniformEdit,
  wordsOf,
} from './edit.ts';

export const isChecksum = /^[0-9a-f]{16,}$/;
/** Longer edits say many things at once, and would link unrelated facts. */
const longest = 300;
/** Length of two checksums, or of some words. */
const short = 140;

export function marksOf(difference: Untyped): readonly string[] {
  const { facet, kind, path, candidate } = difference;
  // Most names in SQL say nothing about why it differs.
  if (facet === 'statements' || facet === 'sql') return sqlMarks(difference);
  if (facet === 'database' || isJson(difference)) return [];
  if (facet === 'files')
    return isOfProject(path)
      ? [`at ${path.replace(/^project\//, '')}`]
      : [`file ${path.replace(/.*\//, '')}`];
  if (kind === 'artifact-invalid')
    return [
      ...identifiersOf({ removed: '', added: String(candidate) }),
      ...(/"additionalProperty":"(\w{6,})"/.exec(String(candidate))?.slice(1) ?? []),
    ];
  const named = facet === 'artifacts' || facet === 'events' ? nameOfKey(path) : [];
  const edit = editOf(difference);
  if (!edit) return named;
  if (edit.removed.length + edit.added.length > longest) return [...named, ...lineMarks(difference)];
  const isChanged = kind === 'value-changed' || kind === 'event-changed';
  const isShort = edit.removed.length + edit.added.length <= short;
  const isNamed =
    isChanged && (/\/args\//.test(path) || (isShort && facet === 'events' && !/\/msg$/.test(path)));
  return [
    ...named,
    ...foldersIn(edit),
    ...(/(compiled_code|\/sql)$/.test(path) ? sqlMarks(difference) : []),
    ...lineMarks(difference),
    ...[pathEdit(edit) ?? []].flat(),
    ...(isChanged ? partMarks(difference) : []),
    ...((facet !== 'artifacts' || isChanged) && isSpecific(edit) ? [renderEdit(edit)] : []),
    ...identifiersOf(edit).filter((name) => isNamed || (isChanged && isChecksum.test(name))),
    ...(facet === 'events' ? filesIn(edit) : []),
    ...(facet === 'artifacts' ? [] : wordsOf(edit).map((word) => `word ${word}`)),
  ];
}

/** Whether a line is JSON, which says many things at once. */
const isJson = ({ facet, path, reference, candidate }: Untyped) =>
  (facet === 'stdout' || path.startsWith('PrintEvent/')) &&
  [reference, candidate].some((value) => typeof value === 'string' && /^\s*\{"/.test(value));

/** Prefix of marks that link facts of all cases. */
const anywhere = 'anywhere ';
export const isAnywhere = (mark: string) => mark.startsWith(anywhere);

const sqlMarks = (difference: Untyped): readonly string[] => {
  const edit = editOf(difference);
  return [...(edit ? addedNames(edit).map((name) => anywhere + name) : []), ...partMarks(difference)];
};

/** The only change within the words of a text. */
const partMarks = (difference: Untyped) =>
  [uniformEdit(difference) ?? []].flat().map((edit) => `part ${edit}`);

/** The first line that only the candidate prints, unless it is a line of every run. */
function lineMarks({ facet, reference, candidate }: Untyped): readonly string[] {
  if (facet !== 'stdout' && facet !== 'stderr') return [];
  const [line = '', ...others] = [candidate, ...String(reference ?? '').split('\n')].map((text) =>
    wildcard(plain(String(text ?? '').split('\n')[0] ?? '')),
  );
  const isSpecific = line.split(' ').length >= 4 && !others.includes(line) && !ofEveryRun.test(line);
  return isSpecific ? [`${anywhere}${line}`] : [];
}

const ofEveryRun =
  /^(N of N|\{n\} of|Done\.|Completed|Finished running|Found N|Concurrency|Running with|Registered adapter)/;

/** Whether a file is named after something in the project. */
const isOfProject = (path: string) =>
  /\/target[^/]*\/(compiled|run)(\/|$)|\/(models|seeds|tests|macros|snapshots)\//.test(path);

const filesIn = ({ removed, added }: Edit) =>
  [...`${removed} ${added}`.matchAll(/[\w-]+\.(?:json|html|msgpack|log|lock|txt)\b/g)].map(
    ([name]) => `file ${name}`,
  );

/** A path below a target folder that a value contains, and the folders above it: files there follow from the same change. */
const foldersIn = ({ removed, added }: Edit) =>
  [removed, added]
    .filter((text) => /^target\/(compiled|run)\/\S+$/.test(text))
    .flatMap((text) => text.split('/').map((_, n, parts) => parts.slice(0, n + 1)))
    .filter((parts) => parts.length > 3)
    .map((parts) => `at ${parts.join('/')}`);

/** The key itself, unless it is a common word. */
function nameOfKey(path: string): readonly string[] {
  const last = path.split('/').at(-1) ?? '';
  if (/\/stats\//.test(path)) return last.length > 5 ? [`word ${last}`] : [];
  const isNamed = /\/args\//.test(path) || (/#/.test(path) && /^(\w{6,}|[a-z]+(_[a-z]+)+)$/.test(last));
  return isNamed ? [last] : [];
}
