import type { Json } from '../../config/json.ts';
import type { Interface, KnownOption } from '../../observe/observation.ts';
import { type Comparator, type DifferenceOf, defineFacet } from '../facet.ts';
import { kinds } from './kinds.ts';

/** What is compared of an option, where both sides show it. */
const parts = [
  'names',
  'negatives',
  'variables',
  'takes',
  'choices',
  'default',
  'multiple',
  'hidden',
] as const;

/** The options of a command, option by option. A help text is only compared in what it contains. */
export const compareInterface: Comparator<'interface', typeof kinds> = (
  { interface: reference },
  { interface: candidate },
) => {
  if (!reference || !candidate) return [];
  const listed = reference.source === 'help' || candidate.source === 'help';
  const [r, c] = [reference, candidate].map((each) => shown(each, listed)) as [Options, Options];
  return Object.keys({ ...r, ...c }).flatMap((name) => compareOption(name, r[name], c[name]));
};

type Options = Interface['options'];

/** A help text does not contain hidden options. */
const shown = ({ options }: Interface, listed: boolean): Options =>
  listed ? Object.fromEntries(Object.entries(options).filter(([, { hidden }]) => !hidden)) : options;

function compareOption(
  name: string,
  r: KnownOption | undefined,
  c: KnownOption | undefined,
): readonly DifferenceOf<'interface', typeof kinds>[] {
  const at = { facet: 'interface', path: name } as const;
  if (r && !c) return [{ ...at, kind: 'option-missing', reference: textOf(r) }];
  if (c && !r) return [{ ...at, kind: 'option-added', candidate: textOf(c) }];
  return parts
    .map((part) => [part, r?.[part], c?.[part]] as const)
    .filter(([, first, second]) => first !== undefined && second !== undefined)
    .filter(([, first, second]) => JSON.stringify(ordered(first)) !== JSON.stringify(ordered(second)))
    .map(([part, first, second]) => ({
      ...at,
      path: `${name} ${part}`,
      kind: 'option-changed',
      reference: first as Json,
      candidate: second as Json,
    }));
}

/** Names and choices are sets. Which of two variables wins is tested by cases. */
const ordered = (value: unknown) => (Array.isArray(value) ? value.toSorted() : value);

const textOf = ({ names, negatives }: KnownOption) => [...names, ...negatives].join(', ');

export const commandInterface = defineFacet({
  name: 'interface',
  label: 'options',
  where: 'Among its options',
  about: 'The options of the command, in steps with `--help`.',
  lookIn: ['cli/params', 'cli/main', 'cli/{command}'],
  strength: 3,
  compare: compareInterface,
  kinds,
});
