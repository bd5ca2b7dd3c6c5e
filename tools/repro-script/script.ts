/** A stand-alone shell script of a case: both engines, the project, the database, every step, and what differs. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Adaptation } from '../../src/cases/adaptation.ts';
import type { Case } from '../../src/cases/case.ts';
import { readStates, type State, stateFiles } from '../../src/cases/state.ts';
import { adaptationsIn } from '../../src/compare/run-side.ts';
import type { EngineSettings } from '../../src/config/config.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { catalogue, schemas } from '../../src/facets/database/relations.ts';
import { network, stepEnvironment } from '../../src/process/environment.ts';
import { visibleLine } from '../../src/report/visible.ts';
import { sideNames, withVersion } from '../../src/report/wording.ts';
import { profileFiles } from '../../src/workspace/profiles.ts';
import { author } from '../../src/workspace/repository.ts';
import { chainOf } from '../../src/workspace/states.ts';
import type { Packages } from './packages.ts';
import { defined, given, listed, under, word } from './shell.ts';
import { stateLines, stepLines } from './steps.ts';

/** One side, as a script sets it up. */
export interface ScriptEngine {
  readonly engine: Engine;
  readonly settings: EngineSettings;
  readonly packages: Packages;
  /** What the engine needs changed about projects. */
  readonly adaptations: readonly Adaptation[];
}

export interface Plan {
  readonly one: Case;
  /** Folder that holds the projects. */
  readonly projects: string;
  readonly reference: ScriptEngine;
  readonly candidate: ScriptEngine;
  /** Of each step. */
  readonly deadlineSeconds: number;
  /** Threads that profiles give to engines. */
  readonly threads: number;
  readonly harnessVersion: string;
}

const tools = ['database.py', 'edit.py', 'observe.py', 'clean.py', 'compare.py'] as const;

/** Writes the script; nothing is run. @throws Error when the project has no such state (a defect of the suite). */
export async function renderScript(plan: Plan): Promise<string> {
  const { one, projects, reference, candidate } = plan;
  const source = path.join(projects, one.project);
  const files = await projectFiles(source);
  const chain = await stateChain(source, one.state);
  const sqlOf = ({ sql }: State) => (sql === undefined ? undefined : files[sql]);
  const own = Object.entries(files).filter(([file]) => !isSuites(file));
  const { threads } = plan;
  const server = { host: '__HOST__', port: '__PORT__', user: '__USER__' };
  const parts = [
    head(plan),
    settings(plan),
    defined(
      'steps',
      one.steps.flatMap((step, index) => stepLines(step, index + 1)),
    ),
    `# The initial state, created with the reference: state ${one.state} of the project ${one.project}.\n${defined('make_state', stateLines(chain, sqlOf))}`,
    side('reference', reference),
    side('candidate', candidate),
    defined('install_engine', [`"install_$side"`]),
    defined(
      'project_files',
      own.map(([file, text]) => given(`put ${under('work', path.posix.join('project', file))}`, text)),
    ),
    defined(
      'home_files',
      Object.entries(profileFiles('profiles', one.project, server, '__DATABASE__', threads)).map(
        ([file, text]) => given(`put ${under('work', path.posix.join('home', file))}`, text),
      ),
    ),
    defined('tools', await toolLines()),
    await readFile(new URL('frame.sh', import.meta.url), 'utf8'),
  ];
  return parts.join('\n\n');
}

function head({ one, reference, candidate, harnessVersion }: Plan): string {
  const lines = [
    `${one.id}: ${visibleLine(one.title)}`,
    `${withVersion(reference.engine)} (reference) and ${withVersion(candidate.engine)} (candidate): runs both and prints the differences.`,
    `Written by dvt-compat ${harnessVersion}.`,
    '',
    '  bash FILE postgresql://user@host:5432/postgres',
    '',
    'Needs uv, and a role with CREATEDB on that server: the script creates two databases and drops them. It also reads',
    'DATABASE_URL and PGPASSWORD. With KEEP=1 it keeps all files.',
    ...[reference, candidate].flatMap((side) => withoutPassword(one, side)),
    'Exit codes: 0 both sides agree, 1 they differ, 2 wrong usage, 3 failed requirement.',
  ];
  return ['#!/usr/bin/env bash', ...lines.map((line) => `# ${line}`.trimEnd()), 'set -euo pipefail'].join(
    '\n',
  );
}

/** A password of somebody's server is written nowhere, not even where an engine cannot do without. */
function withoutPassword(one: Case, { engine, adaptations }: ScriptEngine): readonly string[] {
  const needed = adaptationsIn(one, adaptations).find((each) => 'password' in each);
  if (!needed) return [];
  const why = `${visibleLine(needed.reason)} This script does not contain your password, so the login would fail.`;
  return [`Use a server that requires no password (trust), because of ${withVersion(engine)}. ${why}`];
}

function settings({ one, reference, candidate, deadlineSeconds }: Plan): string {
  const { PATH, HOME: _, TMPDIR: __, ...fixed } = stepEnvironment({ home: '', temp: '', env: {} }, {});
  const names = sideNames({ reference: reference.engine, candidate: candidate.engine });
  return [
    listed('names', [names.reference, names.candidate]),
    `trial=trial_cmd_${one.command.replaceAll('-', '_')}`,
    `deadline=${one.deadlineSeconds ?? deadlineSeconds}`,
    `path=${PATH}`,
    '# Environment of every step, in addition to variables of the engine and the step.',
    listed(
      'environment',
      Object.entries(fixed).map((each) => each.join('=')),
    ),
    '# Variables passed on from your environment, if set.',
    listed('network', network),
    listed(
      'author',
      Object.entries(author).map((each) => each.join('=')),
    ),
  ].join('\n');
}

function side(name: 'reference' | 'candidate', { engine, settings: given_, packages }: ScriptEngine): string {
  const variables = Object.entries(given_.env).map(
    ([key, value]) =>
      `${word(`${key}=`)}${value
        .split('{engine}')
        .map((part) => (part === '' ? '' : word(part)))
        .join('"$engine"')}`,
  );
  const apart = given_.apart.length > 0 ? [`install_apart ${given_.apart.map(word).join(' ')}`] : [];
  return [
    defined(name, [
      `side=${name} engine=$work/engines/${name} command=${word(engine.command)} profiles=${word(engine.profiles)}`,
      `variables=(${variables.join(' ')})`,
    ]),
    defined(`install_${name}`, [given(`install ${packages.python}`, packages.requirements), ...apart]),
  ].join('\n\n');
}

async function toolLines(): Promise<readonly string[]> {
  const texts = await Promise.all(tools.map((name) => readFile(new URL(name, import.meta.url), 'utf8')));
  const all: Readonly<Record<string, string>> = {
    ...Object.fromEntries(tools.map((name, index) => [name, texts[index] as string])),
    'catalogue.sql': `${catalogue}\n`,
    'schemas.sql': `${schemas}\n`,
  };
  return Object.entries(all).map(([name, text]) => given(`put ${under('work', `tools/${name}`)}`, text));
}

/** Every file of a project by path. */
async function projectFiles(source: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(source, path.join(entry.parentPath, entry.name)))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(source, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] as string]));
}

const isSuites = (file: string) => stateFiles.some((name) => file === name || file.startsWith(`${name}/`));

async function stateChain(source: string, name: string): Promise<readonly State[]> {
  const states = await readStates(source);
  const state = states[name];
  if (!state) throw new Error(`${source}/states.yaml has no state ${name}`);
  return chainOf(states, state);
}
