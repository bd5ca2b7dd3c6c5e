/** A case with its project, and what can be removed from both. */
import { isMap, isSeq, parseDocument } from 'yaml';
import type { Case, EngineStep, Step } from '../../src/cases/case.ts';

export interface Variant {
  readonly case: Case;
  /** Files of the project by path, those of its states included. */
  readonly files: Readonly<Record<string, string>>;
}

/** A kind of pieces that can be removed. */
export interface Layer {
  /** Unique names of all pieces. */
  readonly pieces: (variant: Variant) => readonly string[];
  /** The variant with these pieces only. */
  readonly keep: (variant: Variant, kept: ReadonlySet<string>) => Variant;
}

/** Files without which there is no project or no state. */
const needed = /^(dbt_project\.yml|states\.yaml|states\/.*)$/;

const files: Layer = {
  pieces: (variant) => Object.keys(variant.files).filter((name) => !needed.test(name)),
  keep: (variant, kept) => ({
    ...variant,
    files: Object.fromEntries(
      Object.entries(variant.files).filter(([name]) => needed.test(name) || kept.has(name)),
    ),
  }),
};

const stepName = (index: number) => `step ${index + 1}`;
const subjectAt = ({ steps }: Case) => steps.findLastIndex((step) => 'engine' in step);
const withSteps = (variant: Variant, steps: readonly Step[]): Variant => ({
  ...variant,
  case: { ...variant.case, steps },
});

const steps: Layer = {
  pieces: ({ case: case_ }) =>
    case_.steps.map((_, index) => stepName(index)).filter((_, index) => index !== subjectAt(case_)),
  keep: (variant, kept) =>
    withSteps(
      variant,
      variant.case.steps.filter((_, index) => index === subjectAt(variant.case) || kept.has(stepName(index))),
    ),
};

/** Each option with its values: `--select a b`. The arguments before the first option are the command. */
function optionsOf(argv: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  for (const argument of argv) {
    if (/^-[^0-9]/.test(argument)) groups.push([argument]);
    else groups.at(-1)?.push(argument);
  }
  return groups.slice(1);
}
const commandOf = (argv: readonly string[]) => argv.slice(0, argv.length - optionsOf(argv).flat().length);
const optionName = (group: readonly string[], index: number) => `${index + 1}: ${group.join(' ')}`;

const options: Layer = {
  pieces: ({ case: case_ }) => {
    const { engine, env = {} } = case_.steps[subjectAt(case_)] as EngineStep;
    return [...optionsOf(engine).map(optionName), ...Object.keys(env).map((name) => `variable ${name}`)];
  },
  keep: (variant, kept) => {
    const at = subjectAt(variant.case);
    const { env, ...subject } = variant.case.steps[at] as EngineStep;
    const left = optionsOf(subject.engine).filter((group, index) => kept.has(optionName(group, index)));
    const set = Object.entries(env ?? {}).filter(([name]) => kept.has(`variable ${name}`));
    const less: EngineStep = {
      ...subject,
      engine: [...commandOf(subject.engine), ...left.flat()],
      ...(set.length > 0 && { env: Object.fromEntries(set) }),
    };
    return withSteps(variant, variant.case.steps.with(at, less));
  },
};

const isProperty = (name: string) => /\.ya?ml$/.test(name) && !needed.test(name);

/** Items of the lists in a property file: models, sources, exposures. */
const properties: Layer = {
  pieces: (variant) =>
    Object.entries(variant.files).flatMap(([name, text]) =>
      isProperty(name) ? itemsOf(text).map(([key, index]) => `${name} ${key} ${index}`) : [],
    ),
  keep: (variant, kept) =>
    withFiles(variant, (name, text) => {
      if (!isProperty(name)) return text;
      const gone = itemsOf(text).filter(([key, index]) => !kept.has(`${name} ${key} ${index}`));
      if (gone.length === 0) return text;
      const document = parseDocument(text);
      // From the end, because removing an item changes the index of later items.
      for (const item of gone.toReversed()) document.deleteIn(item);
      return document.toString();
    }),
};

function itemsOf(text: string): readonly (readonly [key: string, index: number])[] {
  const { contents, errors } = parseDocument(text);
  if (errors.length > 0 || !isMap(contents)) return [];
  return contents.items.flatMap(({ key, value }) =>
    isSeq(value) ? value.items.map((_, index) => [String(key), index] as const) : [],
  );
}

/** Rows of a seed, unless cells may contain line ends. */
const rows: Layer = {
  pieces: (variant) =>
    Object.entries(variant.files).flatMap(([name, text]) =>
      rowsOf(name, text).map((_, index) => `${name} row ${index + 1}`),
    ),
  keep: (variant, kept) =>
    withFiles(variant, (name, text) => {
      const all = rowsOf(name, text);
      if (all.length === 0) return text;
      const left = all.filter((_, index) => kept.has(`${name} row ${index + 1}`));
      return `${[text.split('\n')[0], ...left].join('\n')}\n`;
    }),
};

const rowsOf = (name: string, text: string): readonly string[] =>
  name.endsWith('.csv') && !text.includes('"') ? text.split('\n').slice(1).filter(Boolean) : [];

const withFiles = (variant: Variant, change: (name: string, text: string) => string): Variant => ({
  ...variant,
  files: Object.fromEntries(Object.entries(variant.files).map(([name, text]) => [name, change(name, text)])),
});

/** In the order they are reduced: those that remove most first. */
export const layers = { files, steps, options, properties, rows } as const satisfies Readonly<
  Record<string, Layer>
>;
export type LayerName = keyof typeof layers;
