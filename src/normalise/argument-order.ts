import type { Normaliser } from './normaliser.ts';

const report = /(running \w+ with arguments )\{(.*)\}/s;

/** The arguments an engine reports of itself are put in alphabetical order. */
export const argumentOrder: Normaliser = {
  name: 'argument-order',
  why: 'dbt (and a fork under its own name) reports its arguments in the order of a Python set, which differs from run to run.',
  trigger: /running \w+ with arguments \{/,
  text: (text) =>
    text.replace(
      report,
      (_, intro: string, all: string) =>
        `${intro}{${all
          .split(/, (?='\w+': )/)
          .toSorted()
          .join(', ')}}`,
    ),
};
