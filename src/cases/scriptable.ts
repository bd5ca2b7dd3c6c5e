/** Which cases can be written as a shell script that does not need dvt-compat. */
import { parseSpec } from '../engines/spec.ts';
import type { Case, EngineStep } from './case.ts';

/** Keys of a step that need something around it that a script does not have. */
const unsupported: Readonly<Partial<Record<keyof EngineStep, string>>> = {
  answers: 'the case answers prompts in a terminal',
  requests: 'the case requests pages from a server that the engine starts, and then interrupts it',
  busy: 'the case needs a port that is in use',
  hub: 'the case needs a local package hub',
  interrupt: 'the case interrupts a statement',
};

/**
 * Why a case cannot be written as a script, as the end of a sentence; undefined if it can.
 * @param specs of the engines.
 */
export function whyNoScript({ steps }: Case, specs: readonly string[]): string | undefined {
  const engineSteps = steps.filter((step) => 'engine' in step);
  for (const [key, why] of Object.entries(unsupported))
    if (engineSteps.some((step) => key in step)) return why;
  const local = specs.find((spec) => /^(path|exe)$/.test(parseSpec(spec).kind));
  return local === undefined ? undefined : whyLocalOnly(local);
}

/** Why an engine of this spec cannot be part of a script. */
export const whyLocalOnly = (spec: string) => `${spec} only exists on this machine`;
