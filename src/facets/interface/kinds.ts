import type { Json } from '../../config/json.ts';
import { type Both, kind, type OnlyCandidate, type OnlyReference } from '../facet.ts';
import { shown } from '../wording.ts';

export const kinds = {
  'option-missing': kind<OnlyReference<string>>({
    about:
      'A command lacks an option of the reference, such as `run --empty`, according to its click definitions, or to its help text if there are none. Compared in cases that run the command with `--help`.',
    impact: 'contract',
    title: ({ path }) => `is missing ${path}`,
    fix: ({ reference }) => `Define the option ${reference} with its environment variables.`,
    subject: () => 'options',
  }),
  'option-added': kind<OnlyCandidate<string>>({
    about: 'A command has an option that the reference does not have.',
    impact: 'console',
    title: ({ path }) => `has an extra option ${path}`,
    fix: ({ candidate }) => `Leave the option ${candidate} out, or register it as intended.`,
    subject: ({ path }) => path,
  }),
  'option-changed': kind<Both<Json>>({
    about:
      'Both engines have the option, but its names, negative form, argument, default, choices or environment variables differ; the path says which. If one engine has no click definitions, only names and negative forms are compared, because its help text contains nothing else.',
    impact: 'contract',
    title: ({ path }) =>
      `defines ${optionOf(path)} with ${differentParts[partOf(path)] ?? `another ${partOf(path)}`}`,
    fix: ({ path, reference, candidate }) =>
      `Define ${optionOf(path)} with ${partOf(path)} ${shown(reference)} instead of ${shown(candidate)}.`,
    subject: ({ path }) => path,
  }),
};

/** A path is the option and the part that differs: `--empty default`. */
const optionOf = (path: string) => path.split(' ')[0] ?? path;
const partOf = (path: string) => path.split(' ')[1] ?? '';

/** What differs, as titles say it. */
const differentParts: Readonly<Record<string, string>> = {
  names: 'different names',
  negatives: 'a different negative form',
  variables: 'different environment variables',
  takes: 'a different argument',
  choices: 'different choices',
  default: 'a different default',
  multiple: 'a different number of values',
  hidden: 'a different visibility',
};
