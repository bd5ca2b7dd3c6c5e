/** Which program speaks in a step. */
import type { Identity, Program } from './identity.ts';
import { before, both } from './patterns.ts';

/**
 * The programs that speak in a step: the engine's own where it states itself, or the one it wraps where only that does;
 * any of them in a step in which neither is stated. So an engine that also names its own package dbt-core somewhere does
 * not pass for the reference.
 * @param texts lines of output and messages of the log.
 */
export function speaking(programs: Identity['programs'], texts: readonly string[]): Identity['programs'] {
  const speaker = programs.find((program) => {
    const states = statesProgram(program);
    return texts.some((text) => states.test(text));
  });
  return speaker ? [speaker] : programs;
}

const statesProgram = (program: Program) => new RegExp(`^${before}Running with ${both(program)}\\r?$`);
