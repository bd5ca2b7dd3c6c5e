/** `compat.config.yaml`: read, validated, every default written down in that file's schema here. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { impacts } from '../facets/impact.ts';
import { Problem } from './problem.ts';
import { tiers } from './tiers.ts';

const isInside = (file: string) =>
  !path.isAbsolute(file) && path.normalize(file) !== '.' && !path.normalize(file).startsWith('..');

const engineSettings = z.strictObject({
  /** `dbt-core==1.12.6`, `path:…`, `git+…`, `exe:…`. Absent in a family, where the user gives it. */
  spec: z.string().optional(),
  /** Packages installed beside the engine. */
  with: z.array(z.string()).default([]),
  /** Packages left out of the resolution. */
  without: z.array(z.string()).default([]),
  /** Packages installed in a folder of their own, `{engine}/apart`: they would not get on with the engine's. */
  apart: z.array(z.string()).default([]),
  /** Only packages uploaded before this date are considered. */
  'exclude-newer': z.iso.date().optional(),
  /** Its own command lines, run once in a home of its own; what they leave there is laid into the home of each twin. */
  prepare: z
    .array(
      z.strictObject({
        /** Arguments; `{engine}` is the folder it is installed in. */
        run: z.string(),
        /** File or folder in home that it must leave: engines may fail and still end with 0. */
        leaves: z.string().refine(isInside, 'must be a relative path inside the home folder'),
      }),
    )
    .default([]),
  /** Programs it needs that no package brings, such as `java`. */
  tools: z.array(z.string()).default([]),
  /** Command line that gets its checkout; shown where there is none. */
  'get-with': z.string().optional(),
  /** Python version of the environment; uv’s own choice when absent. */
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
  /** Engines by name, usable wherever a spec is. */
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
  /** Nodes an engine may work on at a time, as its profile says; a case that is about threads asks for its own number. */
  threads: z.number().int().positive().default(1),
  tier: z.enum(tiers).default('smoke'),
  /** The lowest impact with which a new difference makes a run fail. */
  fail_on: z.enum(impacts).default('console'),
  /** Cases run at once; by default one a core, bounded by memory. */
  workers: z.number().int().positive().optional(),
  /** Room in the cache for what the reference showed in earlier runs. */
  references_mib: z.number().nonnegative().default(2048),
});

export type EngineSettings = z.output<typeof engineSettings>;
export type Config = z.output<typeof configuration>;

export const configFile = 'compat.config.yaml';

/**
 * Reads the configuration.
 * @param folders where it may be: the first that has `compat.config.yaml` counts; where none has, every default applies.
 * @throws Problem (usage) naming the line or the key that is wrong.
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
