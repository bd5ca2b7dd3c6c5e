/** Finds the settings of the engine that the user named. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Config, configFile, type EngineSettings } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import { packageNameIn, readManifests } from './checkout.ts';
import type { EngineSource } from './engine.ts';
import { normalName, parseSpec, specForms } from './spec.ts';

export interface ChosenEngine {
  /** The spec: as given, or as configured under the name given. */
  readonly spec: string;
  readonly source: EngineSource;
  readonly settings: EngineSettings;
  /** Name of its package or program; for git a guess, because the package is not fetched yet. */
  readonly name: string;
}

const defaults: EngineSettings = {
  with: [],
  without: [],
  apart: [],
  prepare: [],
  tools: [],
  command: 'dbt',
  profiles: '.dbt',
  env: {},
};

/**
 * Finds the source and the settings of an engine: those configured under its name, else those configured with the
 * same spec, else those of its package's family, else the defaults.
 * @param given a configured name, or a spec.
 * @throws Problem (usage) for a name that is not configured and not a spec.
 */
export async function settingsOf(given: string, config: Config): Promise<ChosenEngine> {
  const configured = Object.hasOwn(config.engines, given) ? config.engines[given] : undefined;
  const spec = configured ? configured.spec : given;
  if (spec === undefined) {
    throw new Problem(
      'usage',
      `The engine “${given}” has no spec`,
      `${configFile} has settings for it, but not its source.`,
      `Add \`spec:\` to it: ${specForms.join(', ')}.`,
    );
  }
  const source = parseOrExplain(spec, Object.keys(config.engines));
  const names = await namesOf(source);
  const settings = configured ?? sameSpec(source, config) ?? family(names, config) ?? fallback(source, names);
  return { spec, source, settings, name: names[0] ?? '' };
}

function parseOrExplain(spec: string, known: readonly string[]): EngineSource {
  try {
    return parseSpec(spec);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const names = known.length > 0 ? `a name from ${configFile} (${known.join(', ')}), or ` : '';
    throw new Problem('usage', error.message, error.why, `Use ${names}one of: ${specForms.join(', ')}.`);
  }
}

function sameSpec(source: EngineSource, config: Config): EngineSettings | undefined {
  return Object.values(config.engines).find(({ spec }) => {
    try {
      return spec !== undefined && isDeepStrictEqual(parseSpec(spec), source);
    } catch {
      return false; // an invalid spec of another engine is not reported here
    }
  });
}

function family(names: readonly string[], config: Config): EngineSettings | undefined {
  const name = names.find((candidate) => Object.hasOwn(config.families, candidate));
  return name === undefined ? undefined : config.families[name];
}

function fallback(source: EngineSource, [name]: readonly string[]): EngineSettings {
  return source.kind === 'exe' && name ? { ...defaults, command: name } : defaults;
}

/** Possible names of the package, the most likely first. */
async function namesOf(source: EngineSource): Promise<readonly string[]> {
  if (source.kind === 'registry') return [normalName(source.name)];
  if (source.kind === 'exe') return [path.basename(source.path)];
  if (source.kind === 'path') {
    return [packageNameIn(await readManifests(source.path)) ?? path.basename(source.path)];
  }
  const repository = path.posix.basename(source.url).replace(/\.git$/, '');
  // A repository with the content of a source distribution: `dbt_core-1.11.16`.
  const unpacked = normalName(repository.replace(/-\d.*$/, ''));
  // The package in `core/` of a repository `dvt` is most likely `dvt-core`.
  return source.subdirectory
    ? [repository, `${repository}-${path.posix.basename(source.subdirectory)}`, unpacked]
    : [repository, unpacked];
}
