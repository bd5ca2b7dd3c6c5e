/** The reference as a candidate that carries a fault. */
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, InstalledEngine } from '../../src/engines/engine.ts';
import { locationsOf } from '../../src/engines/locations.ts';
import type { Mutant } from './mutant.ts';

const planting = fileURLToPath(new URL('planting.py', import.meta.url));
/** Holds the fault of a step: one host serves all mutants. */
const variable = 'COMPAT_FAULT';

/**
 * Lays out an installation that shares all but the console script with the reference's own, which stays untouched.
 * @param folder made here.
 * @returns the engine with a mutant's fault, or with none.
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

/** What the console script does, with the fault planted between. */
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
