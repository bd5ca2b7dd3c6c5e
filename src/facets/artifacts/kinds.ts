import type { Json } from '../../config/json.ts';
import { type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { brief, calledAs, quoted, shown, typeName, words } from '../wording.ts';
import {
  changed,
  described,
  generalViolation,
  impactOf,
  isStatus,
  locate,
  type NodeEnd,
  rewritten,
  ruleOf,
  saying,
  statusOf,
  subjectOf,
} from './wording.ts';

/** Violations of a schema, or why there is no JSON. */
type Violations = readonly string[] | null;

export const kinds = {
  'artifact-unreadable': kind<OnlyCandidate<Violations>>({
    about: 'An artifact of the candidate is not JSON.',
    impact: 'contract',
    title: (difference) => `writes ${locate(difference).artifact} so that it cannot be parsed`,
    fix: (difference) =>
      `Write valid JSON into ${locate(difference).artifact}: ${(difference.candidate ?? []).join('; ')}.`,
    subject: (difference) => locate(difference).artifact,
  }),
  'artifact-invalid': kind<OnlyCandidate<string>>({
    about:
      'An artifact violates the JSON schema generated from the reference’s own classes, and the reference’s artifact does not. Each violation is one difference.',
    impact: 'contract',
    title: (difference) => `writes an invalid ${locate(difference).artifact}: ${words(ruleOf(difference))}`,
    fix: (difference) =>
      `Write ${locate(difference).artifact} as its schema asks for: ${quoted(difference.candidate)}.`,
    subject: (difference) => `${locate(difference).artifact}: ${generalViolation(difference.candidate)}`,
  }),
  'node-failed': kind<{ readonly reference: Json; readonly candidate: NodeEnd }>({
    about:
      'In `run_results.json`, a node has the status `error` or `runtime error` on the candidate, and was executed on the reference. The node’s message says why. Skipped nodes that depend on it, the exit code, lines and data usually follow from it.',
    impact: 'outcome',
    title: (difference) => `fails ${locate(difference).node}${saying(difference.candidate)}`,
    fix: (difference) =>
      `Run ${locate(difference).node} with the result ${shown(difference.reference)}; it ends with ${shown(difference.candidate.ended)}${difference.candidate.says === '' ? '' : `: ${quoted(difference.candidate.says)}`}.`,
    subject: subjectOf,
    lookIn: ['task/{command}', 'cli/{command}', 'tasks/{command}'],
  }),
  'key-missing': kind<OnlyReference<Json>>({
    about:
      'A key of an artifact is absent. Items of lists are compared by `unique_id` or `name` if they have one, so a missing node is also a missing key. Other lists of objects or lists are aligned by equal items: a missing item is a missing key, and the path ends with its index in the reference. A missing result of a node is outcome. The arguments of the command, checksums, durations and orders are internals.',
    impact: impactOf,
    title: (difference) => {
      const { node, key, artifact } = locate(difference);
      if (node === undefined || key !== '') return `leaves out ${described(difference)}`;
      return artifact === 'run_results.json' ? `does not run ${node}` : `leaves ${node} out of ${artifact}`;
    },
    fix: (difference) => {
      const { node, key, artifact } = locate(difference);
      if (node === undefined || key !== '')
        return `Write ${described(difference)} with the reference’s value ${shown(difference.reference)}.`;
      return artifact === 'run_results.json'
        ? `Run ${node}${statusOf(difference.reference)}.`
        : `Write ${node} into ${artifact}.`;
    },
    subject: subjectOf,
  }),
  'key-added': kind<OnlyCandidate<Json>>({
    about:
      'A key that only the candidate writes. Programs that validate strictly reject it. An item that only the candidate’s list has is also an added key; the path ends with its index in the candidate.',
    impact: impactOf,
    title: (difference) => {
      const { node, key, artifact } = locate(difference);
      if (node === undefined || key !== '') return `adds ${described(difference, 'to')}`;
      return artifact === 'run_results.json' ? `also runs ${node}` : `adds ${node} to ${artifact}`;
    },
    fix: (difference) => {
      const { node, key, artifact } = locate(difference);
      if (node === undefined || key !== '')
        return `Leave out ${described(difference)}; its value is ${shown(difference.candidate)}.`;
      return artifact === 'run_results.json'
        ? `Do not run ${node}: the reference does not.`
        : `Leave ${node} out of ${artifact}.`;
    },
    subject: subjectOf,
  }),
  'value-changed': kind<Both<Json>>({
    about:
      'A different value of the same type. If n items of a list are replaced by n other items, they are compared in pairs; if the numbers differ, items are reported as missing and added. `@order` at the end of a path means the order of a list.',
    impact: impactOf,
    title: (difference) => {
      const { node, key } = locate(difference);
      if (key.endsWith('@order')) return `writes ${described(difference)} in a different order`;
      return isStatus(difference)
        ? `ends ${node} with ${brief(difference.candidate)} instead of ${brief(difference.reference)}`
        : changed(difference);
    },
    fix: (difference) =>
      locate(difference).key.endsWith('invocation_command')
        ? calledAs(difference.reference, difference.candidate)
        : rewritten(difference),
    subject: subjectOf,
  }),
  'type-changed': kind<Both<Json>>({
    about:
      'A value of a different type, such as a number as text, or null instead of an empty list. Programs that expect the type fail.',
    impact: impactOf,
    title: (difference) =>
      `writes ${typeName(difference.candidate)} instead of ${typeName(difference.reference)} as ${described(difference)}`,
    fix: (difference) =>
      `Write ${shown(difference.reference)} instead of ${shown(difference.candidate)} as ${described(difference)}.`,
    subject: subjectOf,
  }),
};
