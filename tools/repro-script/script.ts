/** A stand-alone shell script of a case: both engines, the project, the database, every step, and what differs. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Adaptation } from '../../src/cases/adaptation.ts';
import type { Case } from '../../src/cases/case.ts';
import { readStates, stateFiles } from '../../src/cases/state.ts';
import { adaptationsIn } from '../../src/compare/run-side.ts';
import type { EngineSettings } from '../../src/config/config.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { catalogue, schemas } from '../../src/facets/database/relations.ts';
import { network, stepEnvironment } from '../../src/process/environment.ts';
import { visibleLine } from '../../src/report/visible.ts';
import { sideNames, withVersion } from '../../src/report/wording.ts';
import { author } from '../../src/workspace/edits.ts';
import { profileFiles } from '../../src/workspace/profiles.ts';
import { chainOf } from '../../src/workspace/states.ts';
import { readProject } from '../minimise/trial.ts';
import type { Packages } from './packages.ts';
import { defined, given, listed, under, word } from './shell.ts';
import { stateLines, stepLines } from './steps.ts';

/** One side, as a script sets it up. */
export interface ScriptEngine {
  readonly engine: Engine;
  readonly settings: EngineSettings;
  readonly packages: Packages;
  /** Changes to the projects that the engine needs. */
  readonly adaptations: readonly Adaptation[];
}

export interface ScriptContent {
  readonly testCase: Case;
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

/** Renders the script; runs nothing. @throws Error when the project has no such state (a defect of the suite). */
export async function renderScript(content: ScriptContent): Promise<string> {
  const { testCase, projects, reference, candidate, threads } = content;
  const source = path.join(projects, testCase.project);
  const files = await readProject(source);
  const states = await readStates(source);
  const state = states[testCase.state];
  if (!state) throw new Error(`${source}/states.yaml has no state ${testCase.state}`);
  const own = Object.entries(files).filter(([file]) => !isOfStates(file));
  const server = { host: '__HOST__', port: '__PORT__', user: '__USER__' };
  const part = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');
  const profiles = profileFiles({
    ...{ folder: 'profiles', profile: testCase.project, server, database: '__DATABASE__', threads },
  });
  const parts = [
    head(content),
    settings(content),
    defined(
      'steps',
      testCase.steps.flatMap((step, index) => stepLines(step, index + 1)),
    ),
    `# The initial state, created with the reference: state ${testCase.state} of the project ${testCase.project}.`,
    defined(
      'make_state',
      stateLines(chainOf(states, state), ({ sql }) => (sql === undefined ? undefined : files[sql])),
    ),
    ...sideFunctions('reference', reference),
    ...sideFunctions('candidate', candidate),
    defined('install_engine', ['"install_$side"']),
    putting('project_files', 'project', own),
    putting('home_files', 'home', Object.entries(profiles)),
    putting('tools', 'tools', [
      ['tools.py', await part('tools.py')],
      ['catalogue.sql', `${catalogue}\n`],
      ['schemas.sql', `${schemas}\n`],
    ]),
    await part('common.sh'),
  ];
  return parts.join('\n\n');
}

/** A function that writes files into a folder of the working directory. */
const putting = (name: string, folder: string, files: readonly (readonly [file: string, text: string])[]) =>
  defined(
    name,
    files.map(([file, text]) => given(`put ${under('work', path.posix.join(folder, file))}`, text)),
  );

function head({ testCase, reference, candidate, harnessVersion }: ScriptContent): string {
  const lines = [
    `${testCase.id}: ${visibleLine(testCase.title)}`,
    `${withVersion(reference.engine)} (reference) and ${withVersion(candidate.engine)} (candidate): runs both and prints the differences.`,
    `Written by dvt-compat ${harnessVersion}.`,
    '',
    '  bash FILE postgresql://user@host:5432/postgres',
    '',
    'Needs uv, and a role with CREATEDB on that server: the script creates two databases and drops them. It also reads',
    'DATABASE_URL and PGPASSWORD. With KEEP=1 it keeps all files.',
    ...[reference, candidate].flatMap((side) => withoutPassword(testCase, side)),
    'Exit codes: 0 both sides agree, 1 they differ, 2 wrong usage, 3 failed requirement.',
  ];
  return ['#!/usr/bin/env bash', ...lines.map((line) => `# ${line}`.trimEnd()), 'set -euo pipefail'].join(
    '\n',
  );
}

/** The password of a server is never written, not even for an engine that only reads it from the profile. */
function withoutPassword(testCase: Case, { engine, adaptations }: ScriptEngine): readonly string[] {
  const needed = adaptationsIn(testCase, adaptations).find((each) => 'password' in each);
  if (!needed) return [];
  const why = `${visibleLine(needed.reason)} This script does not contain your password, so the login would fail.`;
  return [`Use a server that requires no password (trust), because of ${withVersion(engine)}. ${why}`];
}

function settings({ testCase, reference, candidate, deadlineSeconds }: ScriptContent): string {
  const { PATH, HOME: _, TMPDIR: __, ...fixed } = stepEnvironment({ home: '', temp: '', env: {} }, {});
  const names = sideNames({ reference: reference.engine, candidate: candidate.engine });
  const assignments = (variables: Readonly<Record<string, string>>) =>
    Object.entries(variables).map((each) => each.join('='));
  return [
    listed('names', [names.reference, names.candidate]),
    `name=trial_cmd_${testCase.command.replaceAll('-', '_')}`,
    `deadline=${testCase.deadlineSeconds ?? deadlineSeconds}`,
    `path=${PATH}`,
    '# Environment of every step, in addition to variables of the engine and the step.',
    listed('environment', assignments(fixed)),
    '# Variables passed on from your environment, if set.',
    listed('network', network),
    listed('author', assignments(author)),
  ].join('\n');
}

/** `reference` and `install_reference`: the variables of a side, and its installation. */
function sideFunctions(name: 'reference' | 'candidate', side: ScriptEngine): readonly string[] {
  const { engine, packages } = side;
  const { env, apart } = side.settings;
  const quoted = (value: string) =>
    value
      .split('{engine}')
      .map((text) => (text === '' ? '' : word(text)))
      .join('"$engine"');
  const variables = Object.entries(env).map(([key, value]) => `${word(`${key}=`)}${quoted(value)}`);
  return [
    defined(name, [
      `side=${name} engine=$work/engines/${name} command=${word(engine.command)} profiles=${word(engine.profiles)}`,
      `variables=(${variables.join(' ')})`,
    ]),
    defined(`install_${name}`, [
      given(`install ${packages.python}`, packages.requirements),
      ...(apart.length > 0 ? [`install_apart ${apart.map(word).join(' ')}`] : []),
    ]),
  ];
}

const isOfStates = (file: string) => stateFiles.some((name) => file === name || file.startsWith(`${name}/`));
