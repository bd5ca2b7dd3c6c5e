/** What a stand-alone script cannot show. */
import { parseSpec } from '../engines/spec.ts';
import type { Case, EngineStep } from './case.ts';

/** What happens around a step that only the harness does. */
const around: Readonly<Partial<Record<keyof EngineStep, string>>> = {
  answers: 'the case answers prompts in a terminal',
  requests: 'the case requests pages from a server that the engine starts, and then interrupts it',
  busy: 'the case needs a port that is in use',
  hub: 'the case needs a local package hub',
  interrupt: 'the case interrupts a statement',
};

/**
 * Why there can be no stand-alone script of a case, as the end of a sentence; undefined where there can be one.
 * @param specs of the engines.
 */
export function untellable(one: Case, specs: readonly string[]): string | undefined {
  const steps = one.steps.filter((step) => 'engine' in step);
  for (const [key, why] of Object.entries(around)) if (steps.some((step) => key in step)) return why;
  const local = specs.find((spec) => /^(path|exe)$/.test(parseSpec(spec).kind));
  return local === undefined ? undefined : onlyHere(local);
}

/** Why an engine of this spec cannot be part of a script. */
export const onlyHere = (spec: string) => `${spec} only exists on this machine`;
