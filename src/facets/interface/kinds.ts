import type { Json } from '../../observe/observation.ts';
import { type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { shown } from '../wording.ts';

export const kinds = {
  'option-missing': kind<OnlyReference<string>>({
    about:
      'A command’s definitions (or, where an engine has none that can be read, its help) lack an option of the reference: `run --empty`, say. Seen in cases that ask for help.',
    impact: 'contract',
    title: ({ path }) => `is missing ${path}`,
    fix: ({ reference }) => `Define the option ${reference} with its environment variables.`,
    subject: () => 'options',
  }),
  'option-added': kind<OnlyCandidate<string>>({
    about: 'The candidate’s command has an option more.',
    impact: 'console',
    title: ({ path }) => `has an extra option ${path}`,
    fix: ({ candidate }) => `Leave the option ${candidate} out, or register it as intended.`,
    subject: ({ path }) => path,
  }),
  'option-changed': kind<Both<Json>>({
    about:
      'Both have the option, with other names, another negative form, argument, default, other choices or other environment variables. The path says which. A help text tells names and negative forms only, so only those are compared with it.',
    impact: 'contract',
    title: ({ path }) => `defines ${optionOf(path)} with ${parts[partOf(path)] ?? `another ${partOf(path)}`}`,
    fix: ({ path, reference, candidate }) =>
      `Define ${optionOf(path)} with ${partOf(path)} ${shown(reference)} instead of ${shown(candidate)}.`,
    subject: ({ path }) => path,
  }),
};

const optionOf = (path: string) => path.split(' ')[0] ?? path;
const partOf = (path: string) => path.split(' ')[1] ?? '';

const parts: Readonly<Record<string, string>> = {
  names: 'different names',
  negatives: 'a different negative form',
  variables: 'different environment variables',
  takes: 'a different argument',
  choices: 'different choices',
  default: 'a different default',
  multiple: 'a different number of values',
  hidden: 'a different visibility',
};
