/** Titles of causes that affect several nodes, options or rules at once. */

import { nodeName } from '../../dbt/unique-id.ts';
import type { Difference } from '../../facets/difference.ts';
import { subjectOf } from '../../facets/registry.ts';
import { counted } from '../../facets/wording.ts';
import { renamedNodes } from './renamed.ts';
import { nodeOf } from './subject.ts';

/** Those of several differences that are in the same step as another one. */
export const inStepOf = (
  { case: id, step }: Difference,
  differences: readonly Difference[],
): readonly Difference[] =>
  differences.filter((difference) => difference.case === id && difference.step === step);

/** If several nodes run or end differently in a step: how many, and one of them. */
export function ofNodes(leads: readonly Difference[]): string | undefined {
  const [first] = leads;
  if (!first?.fingerprint.startsWith('nodes-')) return undefined;
  const inStep = inStepOf(first, leads);
  const unskipped = inStep.filter(
    ({ path, reference }) => reference === 'skipped' && /#\/results\/[^/]+\/status$/.test(path),
  );
  if (unskipped.length > 1) return `runs ${counted(unskipped.length, 'node')} instead of skipping them`;
  const results = inStep.filter(
    ({ facet, path }) => facet === 'artifacts' && /#\/results\/[^/]+$/.test(path),
  );
  const nodes = [
    ...new Set((results.length > 0 ? results : inStep).map(nodeOf).filter((id) => id !== undefined)),
  ];
  const renamed = new Set(renamedNodes(inStep).values());
  if (renamed.size > 0) return `gives ${testsOf([...renamed])} another unique id`;
  // A total says less than a missing or added event of a node.
  const isTotal = nodeOf(first) === undefined;
  const ofNode = inStep.find(
    (difference) => nodeOf(difference) !== undefined && /-(missing|added)$/.test(difference.kind),
  );
  const [lead = (isTotal ? ofNode : undefined) ?? first] = results;
  const isMissing = lead.kind.endsWith('-missing');
  const [node, ...others] = nodes;
  if (node === undefined || !(isMissing || lead.kind.endsWith('-added'))) return undefined;
  if (others.length === 0 && !isTotal) return undefined;
  const also = others.length === 0 ? '' : ` and ${counted(others.length, 'other node')}`;
  return `${isMissing ? 'does not run' : 'also runs'} ${nodeName(node)}${also}`;
}

const testsOf = (names: readonly string[]) =>
  names.length === 1 ? (names[0] as string) : counted(names.length, 'test');

export function moreOptions([first, ...others]: readonly Difference[]): string {
  if (first?.kind !== 'option-missing' && first?.kind !== 'option-added') return '';
  const more = new Set(
    others
      .filter((difference) => difference.kind === first.kind && difference.path !== first.path)
      .map(({ path }) => path),
  );
  return more.size > 0 ? ` and ${counted(more.size, 'more option')}` : '';
}

/** Other rules of the schema that the artifact violates in the same step. */
export function moreViolations(lead: Difference, group: readonly Difference[]): string {
  if (lead.kind !== 'artifact-invalid') return '';
  const alike = inStepOf(lead, group).filter(({ kind, path }) => kind === lead.kind && path === lead.path);
  const more = new Set(alike.map(subjectOf)).size - 1;
  return more > 0 ? ` and ${counted(more, 'other violation')}` : '';
}

/** Replaces the name of a node in a title by the number of nodes, if there are several. */
export function forAllNodes(title: string, leads: readonly Difference[]): string {
  const [first] = leads;
  const id = first && nodeOf(first);
  if (!first || id === undefined) return title;
  const inStep = inStepOf(first, leads);
  const nodes = [...new Set(inStep.map(nodeOf).filter((node) => node !== undefined))];
  if (nodes.length < 2) return title;
  const types = new Set(nodes.map((node) => node.replace(/\..*/, '')));
  const [type = 'node'] = types.size === 1 ? types : ['node'];
  return title.replace(nodeName(id), counted(nodes.length, type.replace('_', ' ')));
}
