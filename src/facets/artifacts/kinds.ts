import type { Json } from '../../observe/observation.ts';
import { type At, type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { generalKeys } from '../general.ts';
import type { Impact } from '../impact.ts';
import { isInternalKey } from '../internal-keys.ts';
import { brief, nodeName, quoted, shown, typeName, words } from '../wording.ts';
import { placeOf } from './place.ts';

/** How a node ended, and what its result says of that. */
export type NodeEnd = {
  readonly ended: Json;
  readonly says: string;
};

/** Violations of a schema, or why there is no JSON. */
type Violations = readonly string[] | null;

export const kinds = {
  'artifact-unreadable': kind<OnlyCandidate<Violations>>({
    about: 'An artifact of the candidate is not JSON.',
    impact: 'contract',
    title: (difference) => `writes ${placeOf(difference).artifact} so that it cannot be parsed`,
    fix: (difference) =>
      `Write valid JSON into ${placeOf(difference).artifact}: ${(difference.candidate ?? []).join('; ')}.`,
    subject: (difference) => placeOf(difference).artifact,
  }),
  'artifact-invalid': kind<OnlyCandidate<string>>({
    about:
      'An artifact violates the schema that the reference’s own classes generate, in a way the reference’s does not. One difference for each violation.',
    impact: 'contract',
    title: (difference) => `writes an invalid ${placeOf(difference).artifact}: ${words(ruleOf(difference))}`,
    fix: (difference) =>
      `Write ${placeOf(difference).artifact} as its schema asks for: ${quoted(difference.candidate)}.`,
    subject: (difference) => `${placeOf(difference).artifact}: ${generalViolation(difference.candidate)}`,
  }),
  'node-failed': kind<{ readonly reference: Json; readonly candidate: NodeEnd }>({
    about:
      '`run_results.json` says that a node failed with an error which the reference executed, be it with success or not. What the candidate says of it is the finding’s cause, and whatever else differs in the step follows from it: nodes that depend on it, the exit code, lines, data.',
    impact: 'outcome',
    title: (difference) =>
      `fails ${placeOf(difference).node}, which the reference runs${saying(difference.candidate)}`,
    fix: (difference) =>
      `Run ${placeOf(difference).node} with the result ${shown(difference.reference)}; it ends with ${shown(difference.candidate.ended)}${difference.candidate.says === '' ? '' : `: ${quoted(difference.candidate.says)}`}.`,
    subject: subjectOf,
    lookIn: ['task/{command}', 'cli/{command}', 'tasks/{command}'],
  }),
  'key-missing': kind<OnlyReference<Json>>({
    about:
      'A key of an artifact is absent. Lists of things with an identity are compared by it (`unique_id`, `name`), so a missing node is a missing key as well. Other lists of objects or lists are aligned by equal items: a missing item is a missing key, and the path ends with its index in the reference.',
    impact: impactOf,
    title: (difference) => {
      const { node, key, artifact } = placeOf(difference);
      if (node === undefined || key !== '')
        return `leaves ${inWords(difference)}`.replace('leaves', 'leaves out');
      return artifact === 'run_results.json' ? `does not run ${node}` : `leaves ${node} out of ${artifact}`;
    },
    fix: (difference) =>
      `Write ${inWords(difference)} with the reference’s value ${shown(difference.reference)}.`,
    subject: subjectOf,
  }),
  'key-added': kind<OnlyCandidate<Json>>({
    about:
      'A key only the candidate writes. Readers with a strict schema refuse it. An item that only the candidate’s list has is an added key too; the path ends with its index in the candidate.',
    impact: impactOf,
    title: (difference) => {
      const { node, key, artifact } = placeOf(difference);
      if (node === undefined || key !== '') return `adds ${inWords(difference)}`;
      return artifact === 'run_results.json' ? `also runs ${node}` : `adds ${node} to ${artifact}`;
    },
    fix: (difference) => `Leave ${inWords(difference)} out; its value is ${shown(difference.candidate)}.`,
    subject: subjectOf,
  }),
  'value-changed': kind<Both<Json>>({
    about:
      'Another value of the same type at the same place of an artifact. Items of a list are compared with each other only where as many were replaced as came in their place; where not, they are missing and added. `@order` at the end of a path means the order of a list.',
    impact: impactOf,
    title: (difference) => {
      const { node, key } = placeOf(difference);
      if (key.endsWith('@order')) return `writes ${inWords(difference)} in a different order`;
      return isStatus(difference)
        ? `ends ${node} with ${brief(difference.candidate)} instead of ${brief(difference.reference)}`
        : `writes a different ${inWords(difference)}`;
    },
    fix: (difference) =>
      `Write ${shown(difference.reference)} instead of ${shown(difference.candidate)} as ${inWords(difference)}.`,
    subject: subjectOf,
  }),
  'type-changed': kind<Both<Json>>({
    about: 'Another type: a number as text, null for an empty list. Typed readers fail on it.',
    impact: impactOf,
    title: (difference) =>
      `writes ${typeName(difference.candidate)} instead of ${typeName(difference.reference)} as ${inWords(difference)}`,
    fix: (difference) =>
      `Write ${shown(difference.reference)} instead of ${shown(difference.candidate)} as ${inWords(difference)}.`,
    subject: subjectOf,
  }),
};

type Anywhere = At<{ readonly reference?: unknown; readonly candidate?: unknown }>;

function subjectOf(difference: Anywhere): string {
  const { artifact, keys } = placeOf(difference);
  return keys === '' ? artifact : `${artifact}/${generalKeys(keys)}`;
}

/** Whether a node runs, and how it ends, is what happened; all else that programs read is the contract. */
function impactOf(difference: Anywhere): Impact {
  const { artifact, keys, node, key } = placeOf(difference);
  if (isInternalKey(keys)) return 'internals';
  const ofResult = artifact === 'run_results.json' || artifact === 'sources.json';
  return ofResult && node !== undefined && (key === '' || key === 'status') ? 'outcome' : 'contract';
}

const isStatus = (difference: Anywhere) => {
  const { node, key } = placeOf(difference);
  return node !== undefined && key === 'status';
};

/** `compiled_path of orders in manifest.json`. */
function inWords(difference: Anywhere): string {
  const { artifact, node, key } = placeOf(difference);
  const column = /(?:^|\.)columns\.([^.]+)\.(.+)$/.exec(key);
  const what = column
    ? `${column[2]} of column ${column[1]}`
    : key.replace(/\.?@order$/, '') || 'the content';
  return node === undefined ? `${what} in ${artifact}` : `${what} of ${node} in ${artifact}`;
}

const saying = ({ says }: NodeEnd) => (says === '' ? '' : `: ${words(says)}`);

/** A violation begins with the place, then says the rule, then has the parameters as JSON. */
const violation = /^(\S*) (.*?) (\{.*\})$/s;
const ruleOf = ({ candidate }: { readonly candidate: string }) => {
  const [, place = '', rule = candidate] = violation.exec(candidate) ?? [];
  const at = place.split('/').map(nodeName).filter(Boolean).at(-1);
  return at === undefined ? rule : `${at} ${rule}`;
};
const generalViolation = (text: string) => {
  const [, place = '', rule = text, parameters = ''] = violation.exec(text) ?? [];
  return `${generalKeys(place.replace(/^\//, ''))} ${rule} ${parameters}`.trim();
};
