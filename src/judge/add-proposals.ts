/** Writes proposals into the text of a file of expectations: what a person wrote there stays as it is. */
import { Document, isNode, isSeq, parseDocument, YAMLSeq } from 'yaml';
import type { ExpectationFile } from './expectation-file.ts';
import type { Proposal } from './propose.ts';

/** @param title of a finding, by fingerprint: a comment above what is proposed for it. */
type TitleOf = (fingerprint: string) => string;

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
  // There is no list to add to, or one on a line: it is laid out anew, entries and comments as they are.
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
  for (const [index, { fingerprint }] of proposals.entries()) {
    const item = document.getIn([index], true);
    const cases = document.getIn([index, 'cases'], true);
    if (isSeq(cases)) cases.flow = true;
    Object.assign(item as object, { commentBefore: ` Proposed: ${titleOf(fingerprint)}` });
  }
  return document.toString(layout);
}
