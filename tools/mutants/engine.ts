/** The reference with an injected fault, as a candidate. */
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, InstalledEngine } from '../../src/engines/engine.ts';
import { locationsOf } from '../../src/engines/locations.ts';
import type { Mutant } from './mutant.ts';

const planting = fileURLToPath(new URL('planting.py', import.meta.url));
/** Contains the fault of a step, so that all mutants share a host. */
const variable = 'COMPAT_FAULT';

/**
 * Creates an installation that shares everything with the reference except for the console script.
 * @param folder is created.
 * @returns a function that gives the engine with the fault of a mutant, or without.
 */
export async function mutableEngine(reference: Engine, folder: string): Promise<(mutant?: Mutant) => Engine> {
  const [theirs, ours] = [path.dirname(path.dirname(reference.program)), path.join(folder, '.venv')];
  await mkdir(path.join(ours, 'bin'), { recursive: true });
  await symlink(path.join(theirs, 'lib'), path.join(ours, 'lib'));
  await symlink(path.join(theirs, 'bin/python'), path.join(ours, 'bin/python'));
  await writeFile(path.join(ours, 'pyvenv.cfg'), await readFile(path.join(theirs, 'pyvenv.cfg')));
  const program = path.join(ours, 'bin', path.basename(reference.program));
  await writeFile(program, script(path.join(ours, 'bin/python'), await readFile(planting, 'utf8')));
  await chmod(program, 0o755);
  const locations = await locationsOf(program);
  const own: InstalledEngine = {
    lockFile: path.join(folder, 'uv.lock'),
    ...reference,
    ...{ kind: 'installed', program, path: [path.join(ours, 'bin')], root: folder, locations },
  };
  return (mutant) => ({
    ...own,
    spec: mutant ? `${reference.spec} (${mutant.id})` : reference.spec,
    env: { ...reference.env, [variable]: mutant?.plant ?? '' },
  });
}

/** The console script, with the fault injected before it runs. */
const script = (python: string, tools: string) => `#!${python}
import os
import sys
from dbt.cli.main import cli

fault = os.environ.pop(${JSON.stringify(variable)}, "")
if fault:
    planted = {"cli": cli, "__name__": "planting"}
    exec(compile(${JSON.stringify(tools)}, "planting.py", "exec"), planted)
    planted["sound"](exec)(compile(fault, "fault", "exec"), planted)
sys.exit(cli())
`;
