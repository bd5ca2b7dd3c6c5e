/** Texts without the names in them. */
import { stripVTControlCharacters } from 'node:util';
import { withoutDottedNames } from '../dbt/unique-id.ts';

/** Replaces names of nodes and files, numbers and quoted text, so that the same message about another node is the same text. */
export function wildcard(text: string): string {
  return withoutDottedNames(stripVTControlCharacters(text))
    .replaceAll(/\b[\w-]+\.(sql|ya?ml|csv|py|md)\b/g, '*.$1')
    .replaceAll(/'[^']*'|"[^"]*"|`[^`]*`/g, '*')
    .replaceAll(/\b(model|table|view|seed|snapshot|incremental)( model| file)? [\w]+\.[\w]+/g, '$1$2 *')
    .replaceAll(/\.{3,}/g, '…')
    .replaceAll(/\d+/g, 'N')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
