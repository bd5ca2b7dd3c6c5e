import type { Impact } from '../../config/impact.ts';
import { withoutComments } from '../../dbt/sql-comment.ts';
import { type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { aboutNothing, counted, editOfLine, quoted, words } from '../wording.ts';

export const kinds = {
  'output-missing': kind<OnlyReference<readonly string[]>>({
    about: aboutNothing,
    impact: ({ reference }) => impactOf(reference.join('\n')),
    title: () => 'sends no statement to the server',
    fix: ({ reference }) =>
      `Send the reference’s ${counted(reference.length, 'statement')}, from ${quoted(withoutComments(reference[0] ?? ''))} on.`,
    subject: () => 'all statements',
  }),
  'statement-missing': kind<OnlyReference<string>>({
    about:
      'A statement that only the reference sends to the server. The resulting data is compared separately, so this concerns transactions, locks and queries that fill caches. Queries of the server’s catalog and comments before a statement are internals.',
    impact: ({ reference }) => impactOf(reference),
    title: ({ reference }) => `does not send ${what(reference)}`,
    fix: ({ reference }) => `Send ${quoted(withoutComments(reference))}, in the same transaction.`,
    subject: ({ reference }) => generalStatement(reference),
  }),
  'statement-added': kind<OnlyCandidate<string>>({
    about: 'A statement that only the candidate sends to the server.',
    impact: ({ candidate }) => impactOf(candidate),
    title: ({ candidate }) => `sends an extra statement: ${words(withoutComments(candidate))}`,
    fix: ({ candidate }) => `Do not send ${quoted(withoutComments(candidate))}.`,
    subject: ({ candidate }) => generalStatement(candidate),
  }),
  'statement-changed': kind<Both<string>>({
    about:
      'A different statement at the same position, or the same statement with a different error (after `-- fails:`).',
    impact: ({ reference, candidate }) =>
      withoutComments(reference) === withoutComments(candidate) &&
      failureOf(reference) === failureOf(candidate)
        ? 'internals'
        : impactOf(`${reference}\n${candidate}`),
    title: ({ reference, candidate }) => {
      const [r, c] = [withoutComments(reference), withoutComments(candidate)];
      if (r !== c) return changeOf(r, c) ?? `sends a different statement: ${words(c)}`;
      const fails = failureOf(candidate);
      if (fails === failureOf(reference)) return `comments a statement differently: ${words(r)}`;
      return fails === undefined
        ? `succeeds with a statement that fails for the reference: ${words(r)}`
        : `fails with a statement: ${words(fails)}`;
    },
    fix: ({ reference, candidate }) => `Send ${quoted(reference)} instead of ${quoted(candidate)}.`,
    subject: ({ reference, candidate }) =>
      withoutComments(reference) === withoutComments(candidate) ? 'comment' : generalStatement(reference),
  }),
};

/** Characters of both sides of a change that leave room for the statement. */
const shortChange = 40;

/** What changes within a statement, where that is short. */
function changeOf(reference: string, candidate: string): string | undefined {
  const edit = editOfLine(reference, candidate);
  if (!edit || edit.removed.length + edit.added.length > shortChange) return undefined;
  const { removed, added, before, after } = edit;
  if (before + after === '') return `sends "${added}" instead of "${removed}"`;
  const where = `the statement ${words(candidate)}`;
  if (removed === '') return `adds "${added}" to ${where}`;
  return added === ''
    ? `leaves "${removed}" out of ${where}`
    : `sends "${added}" instead of "${removed}" in ${where}`;
}

const failureOf = (statement: string) => /^-- fails: (.*)$/m.exec(statement)?.[1];

/** Statements that change something, or decide when a change takes effect. */
const changes =
  /(?:^|[;\n(]|\bas )\s*(?:create|alter|drop|insert|update|delete|truncate|merge|grant|revoke|comment|refresh|copy|call|begin|commit|rollback|savepoint|lock|vacuum|analyze)\b/im;

/** Reading the server's catalogue, or asking whether it is there, leaves nothing that users notice. */
const onlyLooks =
  /\b(?:pg_catalog|pg_\w+|information_schema)\b|^\s*select (?:1|version\(\)|current_\w+)|^\s*;?\s*$/i;

function impactOf(passage: string): Impact {
  const plain = passage.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return !changes.test(plain) && onlyLooks.test(plain) ? 'internals' : 'contract';
}

const what = (passage: string) => {
  const rest = withoutComments(passage);
  return rest === '' ? 'an empty statement' : `a statement: ${words(rest)}`;
};

/** What a statement does, not to what. */
const generalStatement = (passage: string) =>
  withoutComments(passage)
    .toLowerCase()
    .replaceAll(/"[^"]*"|'[^']*'/g, '*')
    .replaceAll(/\d+/g, 'N')
    .slice(0, 80);
