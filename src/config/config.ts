/** Reads and validates `compat.config.yaml`. Its schema contains every default. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { impacts } from './impact.ts';
import { Problem } from './problem.ts';
import { tiers } from './tiers.ts';

const isInside = (file: string) =>
  !path.isAbsolute(file) && path.normalize(file) !== '.' && !path.normalize(file).startsWith('..');

const engineSettings = z.strictObject({
  /** `dbt-core==1.12.6`, `path:…`, `git+…`, `exe:…`. A family has none. */
  spec: z.string().optional(),
  /** Packages that are installed together with the engine. */
  with: z.array(z.string()).default([]),
  /** Packages that are excluded from the resolution. */
  without: z.array(z.string()).default([]),
  /** Packages that conflict with those of the engine, installed in a separate folder, `{engine}/apart`. */
  apart: z.array(z.string()).default([]),
  /** Only packages uploaded before this date are considered. */
  'exclude-newer': z.iso.date().optional(),
  /** Command lines of the engine that run once, in a temporary home. What they leave there is copied into each home. */
  prepare: z
    .array(
      z.strictObject({
        /** Arguments; `{engine}` is the folder it is installed in. */
        run: z.string(),
        /** File or folder in home that it must leave, because engines may fail and still exit with 0. */
        leaves: z.string().refine(isInside, 'must be a relative path inside the home folder'),
      }),
    )
    .default([]),
  /** Programs that it needs and that no package contains, such as `java`. */
  tools: z.array(z.string()).default([]),
  /** Command line that fetches its checkout, for messages. */
  'get-with': z.string().optional(),
  /** Python version of the environment; by default uv chooses one. */
  python: z.string().optional(),
  /** The console command. */
  command: z.string().default('dbt'),
  /** Folder in HOME where the engine looks for profiles.yml. */
  profiles: z.string().default('.dbt'),
  /** Added to the environment of each of its steps; `{engine}` is the folder it is installed in. */
  env: z.record(z.string(), z.string()).default({}),
});

const configuration = z.strictObject({
  reference: z.string().default('dbt'),
  candidate: z.string().default('dvt'),
  /** Engines by name. A name can be used instead of a spec. */
  engines: z.record(z.string(), engineSettings).default({}),
  /** Settings of every engine whose package has this name, whatever its version. */
  families: z.record(z.string(), engineSettings).default({}),
  database: z
    .strictObject({
      /** `auto`, `testcontainers`, `embedded` or a `postgresql://` URL. */
      provider: z.string().default('auto'),
      image: z.string().default('postgres:17-alpine'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      deadline_seconds: z.number().positive().default(300),
      memory_mib: z.number().positive().default(3072),
      processes: z.number().int().positive().default(64),
      output_mib: z.number().positive().default(64),
    })
    .prefault({}),
  /** Threads of an engine in its profile. Cases about threads have their own number. */
  threads: z.number().int().positive().default(1),
  tier: z.enum(tiers).default('smoke'),
  /** The lowest impact with which a new difference makes a run fail. */
  fail_on: z.enum(impacts).default('console'),
  /** Cases that run in parallel; by default one per core, if there is enough memory. */
  workers: z.number().int().positive().optional(),
  /** Size limit of the cached observations of references. */
  references_mib: z.number().nonnegative().default(2048),
});

export type EngineSettings = z.output<typeof engineSettings>;
export type Config = z.output<typeof configuration>;

export const configFile = 'compat.config.yaml';

/**
 * Reads the configuration.
 * @param folders the first that contains `compat.config.yaml` is used. If none does, all defaults apply.
 * @throws Problem (usage) that names the wrong line or key.
 */
export async function readConfig(folders: readonly string[]): Promise<Config> {
  const remedy = `Fix ${configFile}. docs/configuration.md describes every key.`;
  const text = await readFirst(folders).catch((error: NodeJS.ErrnoException) => {
    throw new Problem('usage', `${configFile} cannot be read`, error.message, remedy, error);
  });
  let raw: unknown;
  try {
    raw = parse(text) ?? {};
  } catch (error) {
    throw new Problem('usage', `${configFile} is not valid YAML`, (error as Error).message, remedy, error);
  }
  const result = configuration.safeParse(raw);
  if (result.success) return result.data;
  throw new Problem('usage', `Invalid configuration in ${configFile}`, z.prettifyError(result.error), remedy);
}

async function readFirst(folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const file = path.join(folder, configFile);
    if (existsSync(file)) return readFile(file, 'utf8');
  }
  return '';
}
