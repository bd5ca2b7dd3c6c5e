/** What the observations of a reference follow from: two runs with the same key cannot show different things. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../engines/engine.ts';
import { actionsOf } from '../plan/actions.ts';
import type { Case } from '../plan/case.ts';
import type { Prepared } from './lay-out.ts';
import type { Place } from './place.ts';
import { adaptationsIn, type Grounds, sideEnvironment } from './run-side.ts';

/** Folders of the sources that decide how a side is run and observed. */
const observing = ['database', 'engines', 'observe', 'twins'];

/**
 * Digest of the harness as far as it decides what is observed, with its packages: any edit makes the cache useless,
 * which is cheaper than a version that somebody forgets to raise.
 */
export async function observingVersion(root: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(path.join(root, 'package-lock.json')));
  for (const folder of observing) {
    const names = await readdir(path.join(root, 'src', folder), { recursive: true });
    for (const name of names.filter((one) => /\.([jt]s|py)$/.test(one) && !/\.test\.ts$/.test(one)).sort())
      hash.update(name).update(await readFile(path.join(root, 'src', folder, name)));
  }
  return hash.digest('hex');
}

/**
 * @param version of `observingVersion`.
 * @returns undefined for an engine whose content is not known: a program somewhere may load anything.
 */
export function referenceKey(
  version: string,
  { database, limits, threads, adaptations }: Grounds,
  one: Case,
  engine: Engine,
  place: Place,
  prepared: Prepared,
): string | undefined {
  if (engine.root === '') return undefined;
  const { password: _, ...server } = database.server;
  const { program, path: search, env, profiles, lock } = engine;
  const { steps, deadlineSeconds, project } = one;
  const follows = {
    version,
    on: [process.platform, process.arch],
    engine: { program, search, env, profiles, lock },
    adaptations: adaptationsIn(one, adaptations(engine)),
    case: { steps: actionsOf(steps), deadlineSeconds, project },
    limits,
    threads,
    place,
    // Its name is made from the content of the project, the states it continues, and the engine that made it.
    state: prepared.template,
    server,
    statements: database.statements,
    environment: withoutSecrets(sideEnvironment(place, database), database.server.password),
  };
  return createHash('sha256').update(JSON.stringify(follows)).digest('hex').slice(0, 32);
}

const withoutSecrets = (env: Readonly<Record<string, string>>, secret: string) =>
  Object.entries(env).filter(([, value]) => value !== secret);
