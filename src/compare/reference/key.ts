/** The key of cached observations: everything that they depend on, so runs with the same key show the same. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { actionsOf } from '../../cases/case.ts';
import { extension } from '../../config/installation.ts';
import { workspaceEnvironment } from '../../workspace/profiles.ts';
import { adaptationsIn, type SideOfCase } from '../run-side.ts';
import { sourcesOf } from './sources.ts';

/**
 * Modules that open what a side runs with, create the state that it starts from, run it, and store what it showed. Only they
 * and what they import can influence observations. They do not import the modules that judge.
 */
const entries = [
  'compare/runtime',
  'workspace/states',
  'compare/reference/run-reference',
  'compare/reference/cache',
];

/** Each of our files that can influence observations: its text by its path from the root. */
export const observingSources = (root: string): ReadonlyMap<string, string> =>
  sourcesOf(
    root,
    entries.map((name) => `src/${name}${extension}`),
  );

/**
 * Digest of these files and of the versions of packages. Each change of these files makes the cache useless, which is
 * cheaper than a version number that is easily forgotten.
 */
export function observingVersion(root: string): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const [file, text] of [...observingSources(root)].sort()) hash.update(JSON.stringify([file, text]));
  return hash.digest('hex');
}

/**
 * @param version of `observingVersion`.
 * @returns undefined for an external program, because it may load anything.
 */
export function referenceKey(
  { context, testCase, engine, workspace, state }: SideOfCase,
  version: string,
): string | undefined {
  if (engine.kind === 'program') return undefined;
  const { database, limits, threads, adaptations } = context;
  const { password, ...server } = database.server;
  const { program, path: search, env, profiles, lock } = engine;
  const { steps, deadlineSeconds, project } = testCase;
  const dependencies = {
    version,
    on: [process.platform, process.arch],
    engine: { program, search, env, profiles, lock },
    adaptations: adaptationsIn(testCase, adaptations(engine)),
    case: { steps: actionsOf(steps), deadlineSeconds, project },
    limits,
    threads,
    workspace,
    // Contains a digest of the project, the states that it continues, and the engine that created it.
    state: state.template,
    server,
    statements: database.statements,
    environment: Object.entries(workspaceEnvironment(workspace, database)).filter(
      ([, value]) => value !== password,
    ),
  };
  return createHash('sha256').update(JSON.stringify(dependencies)).digest('hex').slice(0, 32);
}
