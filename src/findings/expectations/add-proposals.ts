/** Writes proposals into the text of a file of expectations: what a person wrote there stays as it is. */
import { Document, isNode, isSeq, parseDocument, YAMLSeq } from 'yaml';
import type { ExpectationFile } from './expectation-file.ts';
import type { Proposal } from './propose.ts';

/** Title of a cause: a comment above what is proposed for it. */
type TitleOf = (cause: string) => string;

const layout = { lineWidth: 0, flowCollectionPadding: false } as const;

/**
 * @param text of the file; empty where there is none yet.
 * @param about globs over specs, for a file that does not name a candidate.
 * @returns the text with the proposals after the last entry.
 */
export function addProposals(
  text: string,
  about: Pick<ExpectationFile, 'candidate' | 'reference'>,
  proposals: readonly Proposal[],
  titleOf: TitleOf,
): string {
  const document = parseDocument(text);
  const list = document.get('expectations', true);
  const added = render(proposals, titleOf);
  if (isSeq(list) && !list.flow && list.items.length > 0 && list.range) {
    const [start, end] = list.range;
    const before = text.slice(0, end);
    const indent = ' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1);
    const indented = added.replaceAll(/^(?=.)/gm, indent);
    return `${before}${before.endsWith('\n') ? '' : '\n'}${indented}${text.slice(end)}`;
  }
  // There is no list to add to, or a list in one line: the file is formatted again, entries and comments as they are.
  if (!document.has('candidate')) for (const [side, glob] of Object.entries(about)) document.set(side, glob);
  const whole = isSeq(list) ? list : new YAMLSeq();
  whole.flow = false;
  if (isNode(list) && list !== whole) whole.commentBefore = list.comment ?? null;
  for (const item of (parseDocument(added).contents as YAMLSeq).items) whole.add(item);
  document.set('expectations', whole);
  return document.toString(layout);
}

function render(proposals: readonly Proposal[], titleOf: TitleOf): string {
  const document = new Document(proposals.map(({ entry }) => entry));
  for (const [index, { cause, entry }] of proposals.entries()) {
    const inOneLine = [[index, 'cases'], ...entry.shows.map((_, n) => [index, 'shows', n])];
    for (const at of inOneLine) Object.assign(document.getIn(at, true) as object, { flow: true });
    Object.assign(document.getIn([index], true) as object, { commentBefore: ` Proposed: ${titleOf(cause)}` });
  }
  return document.toString(layout);
}
