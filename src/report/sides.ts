/** What the two sides are called in texts. */
import type { EngineName } from './run.ts';

export interface Sides {
  readonly reference: string;
  readonly candidate: string;
}

/** The engines' commands, `dvt` under its product's name; `reference` and `candidate` where both have the same. */
export function sideNames(run: { readonly reference: EngineName; readonly candidate: EngineName }): Sides {
  if (run.reference.command === run.candidate.command)
    return { reference: 'reference', candidate: 'candidate' };
  return { reference: product(run.reference.command), candidate: product(run.candidate.command) };
}

const product = (command: string): string => (command === 'dvt' ? 'DVT' : command);

/** `dbt-core==1.12.6 (version 1.12.6)`: the spec need not hold the version. */
export const withVersion = (engine: EngineName): string =>
  engine.version === '' || engine.spec.endsWith(`==${engine.version}`)
    ? engine.spec
    : `${engine.spec} (version ${engine.version})`;
