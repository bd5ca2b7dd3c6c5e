/** Titles of texts in which one part of words changes: they say which. */
import type { Difference } from '../../facets/difference.ts';
import { words } from '../../facets/wording.ts';
import { uniformEdit } from './edit.ts';

/** The title with what changes in SQL or in names of relations; nothing for other differences. */
export function withPart(title: string, lead: Difference): readonly string[] {
  const isSql = lead.facet === 'sql' || ofRelation.test(lead.path);
  const edit = isSql && lead.kind.endsWith('-changed') ? uniformEdit(lead) : undefined;
  if (edit === undefined) return [];
  const [removed = '', added = ''] = edit.split(' → ').map((part) => words(part.replaceAll(around, '')));
  if (removed === '') return added === '' ? [] : [`${title}: with ${added}`];
  return [`${title}: ${added === '' ? `without ${removed}` : `${added} instead of ${removed}`}`];
}

const ofRelation = /\/(compiled_code|relation_name|sql)$/;

/** Punctuation at both ends. */
const around = /^[^\w{]+|[^\w}]+$/g;
