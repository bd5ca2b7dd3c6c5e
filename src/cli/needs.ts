/** What a comparison needs of the machine. Looking at it changes nothing. */
import { access, constants, statfs } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Config } from '../config/config.ts';
import { checkDatabases } from './needs-of-database.ts';
import { checkEngine, type Need } from './needs-of-engine.ts';

const mib = 1024 ** 2;
const diskMiB = 2048;
const memoryMiB = 1024;

/**
 * Looks at everything the configured comparison needs; takes about a second.
 * @param cache our cache folder, which need not exist yet.
 */
export async function examine(config: Config, cache: string): Promise<readonly Need[]> {
  const uv = process.env.DVT_COMPAT_UV || 'uv';
  const pair = [...new Set([config.reference, config.candidate])];
  const needs = await Promise.all([
    [node()],
    checkUv(uv),
    ...pair.map(async (name) => [await checkEngine(name, config, uv)]),
    checkDatabases(config),
    Promise.all([memoryStorage(), disk(cache), memory(config), processes()]),
  ]);
  return needs.flat();
}

function node(): Need {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    name: 'Node',
    found: major > 22 || (major === 22 && minor >= 22),
    detail: process.versions.node,
    remedy: 'Start with npm or bootstrap.mjs, which install Node, or install Node 24 yourself.',
    required: true,
  };
}

async function checkUv(uv: string): Promise<readonly Need[]> {
  const ask = (...args: string[]) => execa(uv, args, { reject: false, timeout: 10_000 });
  const [version, python] = await Promise.all([ask('--version'), ask('python', 'find', '--no-project')]);
  return [
    {
      name: 'uv',
      found: !version.failed,
      detail: version.failed ? (version.shortMessage ?? '') : `${version.stdout} (${uv})`,
      remedy: 'Start with npm or bootstrap.mjs, which install uv, or put uv on PATH.',
      required: true,
    },
    {
      name: 'Python',
      found: !python.failed,
      detail: python.failed ? python.stderr || (python.shortMessage ?? '') : python.stdout,
      remedy: 'uv downloads Python. If it cannot, install Python 3.10 or later.',
      required: false,
    },
  ];
}

async function memoryStorage(): Promise<Need> {
  const free = await freeMiB('/dev/shm');
  const [found, detail] =
    free === undefined ? [false, 'no writable /dev/shm'] : [free >= 512, `/dev/shm, ${free} MiB free`];
  return {
    name: 'memory-backed storage',
    found,
    detail,
    remedy: 'Databases and workspaces are on disk instead, which is slower. In a container: --shm-size=2g.',
    required: false,
  };
}

async function disk(cache: string): Promise<Need> {
  let folder = path.resolve(cache);
  while (folder !== path.dirname(folder) && !(await exists(folder))) folder = path.dirname(folder);
  const free = await freeMiB(folder);
  return {
    name: 'disk space for the cache',
    found: free !== undefined && free >= diskMiB,
    detail: free === undefined ? `${folder} cannot be written` : `${cache}, ${free} MiB free`,
    remedy: `Engines need about ${diskMiB} MiB. Free disk space or fix permissions, or set DVT_COMPAT_CACHE to another folder.`,
    required: true,
  };
}

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** Free space in MiB of a folder; undefined if it cannot be written. */
async function freeMiB(folder: string): Promise<number | undefined> {
  try {
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return Math.floor((bavail * bsize) / mib);
  } catch {
    return undefined;
  }
}

function memory(config: Config): Need {
  const free = Math.floor(process.availableMemory() / mib);
  return {
    name: 'memory',
    found: free >= memoryMiB,
    detail: `${free} MiB available; a step may take up to ${config.limits.memory_mib} MiB`,
    remedy: 'Run fewer cases in parallel (--workers 1), or close other programs.',
    required: false,
  };
}

async function processes(): Promise<Need> {
  const readable = await exists('/proc/self/stat');
  return {
    name: 'limits on processes and memory',
    found: readable,
    detail: readable ? 'process trees are monitored through /proc' : 'no /proc',
    remedy: 'Run on Linux or in a container. Without /proc, only the deadline stops a runaway engine.',
    required: false,
  };
}
