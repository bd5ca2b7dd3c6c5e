/** The Python that runs an engine. */
import path from 'node:path';
import type { Engine } from './engine.ts';

/** Absolute path of the interpreter. */
export const pythonOf = ({ program, locations }: Pick<Engine, 'program' | 'locations'>): string =>
  locations.find(([, placeholder]) => placeholder === '{python}')?.[0] ??
  path.join(path.dirname(program), 'python');
