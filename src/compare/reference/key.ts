/** What the observations of a reference follow from: two runs with the same key cannot show different things. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { actionsOf, type Case } from '../../cases/case.ts';
import { extension } from '../../config/installation.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Prepared } from '../../workspace/set-up.ts';
import type { Place } from '../../workspace/workspace.ts';
import { adaptationsIn, type Grounds, sideEnvironment } from '../run-side.ts';
import { neededBy, sourcesOf } from './sources.ts';

/** What opens a session and what runs its cases: whatever these import may influence what a side shows. */
const heads = ['compare/session', 'compare/run-case'];
/** Their imports that cannot: they only look at what was observed, or at how long it took. All others count. */
const onlyJudging = [
  'compare/judge-sides',
  'compare/confirm/confirm-case',
  'compare/confirm/confirmations',
  'findings/expectations/expectation',
  'compare/measure-effect',
  'compare/timings',
];

const moduleOf = (name: string) => `src/${name}${extension}`;

/** Each file that influences how a side is run and what is observed of it: its text by its path from the root. */
export function observingSources(root: string): ReadonlyMap<string, string> {
  const texts = heads
    .map(moduleOf)
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const);
  const judging = new Set(onlyJudging.map(moduleOf));
  const entries = texts.flatMap((head) => neededBy(...head)).filter((file) => !judging.has(file));
  return new Map([...texts, ...sourcesOf(root, entries)]);
}

/**
 * Digest of the harness as far as it influences what is observed, and of its packages. Any edit of these files makes the
 * cache useless, which is cheaper than a version number that is not raised when it should be.
 */
export function observingVersion(root: string): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const [file, text] of [...observingSources(root)].sort()) hash.update(JSON.stringify([file, text]));
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
