/** From traces to executed functions. */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import type { Engine } from '../engines/engine.ts';
import { pythonOf } from '../engines/locations.ts';
import type { Executed } from './rank.ts';

const script = fileURLToPath(new URL('functions.py', import.meta.url));

const answer = z.array(
  z.object({
    file: z.string(),
    name: z.string(),
    line: z.int(),
    end: z.int(),
    executed: z.record(z.string(), z.array(z.int())),
  }),
);

/**
 * Functions that were executed in a case, not only defined. Their files have absolute paths.
 * @param library folder of the tracer.
 * @param traces folders by the ids of cases.
 */
export async function readTraces(
  engine: Engine,
  library: string,
  traces: Readonly<Record<string, string>>,
): Promise<readonly Executed[]> {
  const { stdout } = await execa(pythonOf(engine), ['-I', script], {
    input: JSON.stringify({ library, traces }),
    maxBuffer: 256 * 2 ** 20,
  });
  return answer.parse(JSON.parse(stdout));
}
