/** Starts an engine's program in a pseudo-terminal, with somebody who answers what it asks. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Start } from './start.ts';
import { startCold } from './start-cold.ts';

const program = fileURLToPath(new URL('terminal.py', import.meta.url));

/** A question, as far as it must have been shown, and what is typed then. */
export type Answers = readonly (readonly [question: string, answer: string])[];

/** A way of starting whose console is a terminal: both streams come as one, as they do on a screen. */
export const startInTerminal =
  (answers: Answers): Start =>
  ({ engine, argv, ...rest }, mark) => {
    // The engine's own Python where it has one, else that of the machine.
    const own = path.join(path.dirname(engine.program), 'python');
    const wrapped = { ...engine, program: existsSync(own) ? own : 'python3' };
    const command = [program, JSON.stringify(answers), engine.program, ...argv];
    return startCold({ ...rest, engine: wrapped, argv: command }, mark);
  };
