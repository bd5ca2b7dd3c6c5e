/** What is said, without the names it is said of. */
import { stripVTControlCharacters } from 'node:util';
import { resourceTypes } from '../facets/general.ts';

const uniqueId = new RegExp(`\\b(${resourceTypes})\\.[\\w.*-]+`, 'g');

/** Replaces what names one node, file, number or quoted thing, so that the same deviation on another reads the same. */
export function wildcard(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(uniqueId, '$1.*')
    .replaceAll(/\b[\w-]+\.(sql|ya?ml|csv|py|md)\b/g, '*.$1')
    .replaceAll(/'[^']*'|"[^"]*"|`[^`]*`/g, '*')
    .replaceAll(/\b(model|table|view|seed|snapshot|incremental)( model| file)? [\w]+\.[\w]+/g, '$1$2 *')
    .replaceAll(/\.{3,}/g, '…')
    .replaceAll(/\d+/g, 'N')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
