/** States: prepared initial states of a project and its database, declared in `states.yaml` of the project. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { argumentsIn } from './define-suite.ts';

const declaration = z.strictObject({
  /** Name of the state that it starts from. Default: the files of the project and an empty database. */
  from: z.string().optional(),
  /** SQL file of the project, which runs before the steps. */
  sql: z.string().optional(),
  /** Command lines of the reference. */
  steps: z.array(z.string()).default([]),
  /** Folders that the steps write, such as `target`, and that are copied into workspaces together with the project. */
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

/** Names in the folder of a project that only dvt-compat uses: they are not copied into workspaces. */
export const stateFiles = ['states.yaml', 'states'] as const;

/**
 * Reads the states of a project.
 * @param folder of the project, under `projects/`.
 * @throws Error (a defect of the suite) that says what is wrong in `states.yaml`.
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
