/** What a stand-alone script cannot show. */
import { parseSpec } from '../engines/spec.ts';
import type { Case, EngineStep } from '../plan/case.ts';

/** What happens around a step that only the harness does. */
const around: Readonly<Partial<Record<keyof EngineStep, string>>> = {
  answers: 'somebody answers its questions in a terminal',
  requests: 'a server that the engine starts is asked for pages, and interrupted then',
  busy: 'somebody else holds a port meanwhile',
  hub: 'a package hub is served meanwhile',
  interrupt: 'it is interrupted in the middle of a statement',
};

/**
 * Why there can be no stand-alone script of a case, as the end of a sentence; undefined where there can be one.
 * @param specs of the engines.
 */
export function untellable(one: Case, specs: readonly string[]): string | undefined {
  const steps = one.steps.filter((step) => 'engine' in step);
  for (const [key, why] of Object.entries(around))
    if (steps.some((step) => key in step)) return `the case is about more than commands: ${why}`;
  const local = specs.find((spec) => /^(path|exe)$/.test(parseSpec(spec).kind));
  return local === undefined ? undefined : `${local} is on this machine only`;
}
