/** States: prepared starting points of a project, declared in its `states.yaml`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { argumentsIn } from './define-suite.ts';

const declaration = z.strictObject({
  /** State in which it starts; an empty database and the project's files when absent. */
  from: z.string().optional(),
  /** SQL file of the project, which runs before the steps. */
  sql: z.string().optional(),
  /** Command lines of the reference. */
  steps: z.array(z.string()).default([]),
  /** Folders that its steps write and that workspaces get too, such as `target`. */
  keep: z.array(z.string()).default([]),
});

export interface State {
  readonly project: string;
  readonly name: string;
  readonly from?: string | undefined;
  readonly sql?: string | undefined;
  readonly steps: readonly (readonly string[])[];
  readonly keep: readonly string[];
}

/** Files of the project's folder that are not part of the project. */
export const stateFiles = ['states.yaml', 'states'] as const;

/**
 * Reads the states of a project.
 * @param folder the project's folder under `projects/`.
 * @throws Error naming what is wrong in `states.yaml` (a defect of the suite).
 */
export async function readStates(folder: string): Promise<Readonly<Record<string, State>>> {
  const project = path.basename(folder);
  const raw: unknown = parse(await readFile(path.join(folder, 'states.yaml'), 'utf8'));
  const states = z.record(z.string(), declaration).parse(raw);
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      if (state.from !== undefined && !(state.from in states))
        throw new Error(
          `projects/${project}/states.yaml: ${name} starts from the unknown state ${state.from}`,
        );
      return [name, { ...state, project, name, steps: state.steps.map(argumentsIn) }];
    }),
  );
}
