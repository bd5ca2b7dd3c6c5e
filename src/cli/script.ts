/** `repro --script`: one case as a shell script for somebody who has not got the harness. */
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packagesOf } from '../../tools/repro-script/packages.ts';
import { renderScript, type ScriptEngine } from '../../tools/repro-script/script.ts';
import { readAdaptations } from '../cases/adaptation.ts';
import { mayBeGenerated } from '../cases/options/matrix.ts';
import { onlyHere, whyNoScript } from '../cases/scriptable.ts';
import { findCase, loadSuites, withMatrices } from '../cases/suites.ts';
import { limitsOf } from '../compare/runtime.ts';
import { cacheFolder } from '../compare/session.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import { provideDefinitions } from '../dbt/definitions.ts';
import { provideEngine } from '../engines/provide.ts';
import { settingsOf } from '../engines/settings.ts';
import { showProgress } from './progress.ts';

interface ScriptOptions {
  readonly reference?: string | undefined;
  readonly candidate?: string | undefined;
}

/**
 * Writes the script of a case. The engines are installed, for their locks; no case is run.
 * @param file receives it; replaced where it is there.
 * @throws Problem (usage) where a script could not show the case.
 */
export async function writeScript(
  root: string,
  config: Config,
  id: string,
  file: string,
  { reference = config.reference, candidate = config.candidate }: ScriptOptions,
  signal: AbortSignal,
): Promise<void> {
  const progress = await showProgress();
  try {
    const suites = await loadSuites(root);
    const chosen = await Promise.all([reference, candidate].map((given) => settingsOf(given, config)));
    const specs = chosen.map(({ spec }) => spec);
    // What cannot be told is said before anything is installed.
    if (!mayBeGenerated(id)) refuseWithoutScript(findCase(suites, id), specs);
    const projects = path.join(root, 'projects');
    const provide = async (given: string): Promise<ScriptEngine> => {
      const engine = await provideEngine(given, config, { cache: cacheFolder(), say: progress.say, signal });
      if (engine.kind === 'program') throw refusal(id, onlyHere(engine.spec));
      const { settings } = await settingsOf(given, config);
      const adaptations = await readAdaptations(projects, engine);
      return { engine, settings, packages: await packagesOf(engine, signal), adaptations };
    };
    const sides = { candidate: await provide(candidate), reference: await provide(reference) };
    const definitions = mayBeGenerated(id)
      ? await provideDefinitions(sides.reference.engine, limitsOf(config), signal)
      : undefined;
    const one = findCase(await withMatrices(root, suites, definitions), id);
    refuseWithoutScript(one, specs);
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    const { threads, limits } = config;
    const given = { threads, deadlineSeconds: limits.deadline_seconds, harnessVersion: version };
    const text = await renderScript({ testCase: one, projects, ...sides, ...given });
    await write(file, text);
  } finally {
    progress.end();
  }
  const shown = path.relative(process.cwd(), file);
  process.stdout.write(`${shown}: run it with  bash ${shown} postgresql://user@host:5432/postgres\n`);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
    await chmod(file, 0o755);
  } catch (error) {
    throw new Problem(
      'usage',
      'Cannot write the script',
      (error as Error).message,
      'Name a file in an existing, writable folder.',
      error,
    );
  }
}

function refuseWithoutScript(one: Parameters<typeof whyNoScript>[0], specs: readonly string[]): void {
  const why = whyNoScript(one, specs);
  if (why !== undefined) throw refusal(one.id, why);
}

const refusal = (id: string, why: string) =>
  new Problem(
    'usage',
    `${id} cannot be written as a shell script`,
    `A shell script cannot reproduce it: ${why}.`,
    `Run it with: npm run compat -- repro ${id}`,
  );
