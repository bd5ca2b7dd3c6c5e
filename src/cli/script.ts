/** `repro --script`: writes one case as a shell script that runs without dvt-compat. */
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packagesOf } from '../../tools/repro-script/packages.ts';
import { renderScript, type ScriptEngine } from '../../tools/repro-script/script.ts';
import { readAdaptations } from '../cases/adaptation.ts';
import type { Case } from '../cases/case.ts';
import { mayBeGenerated } from '../cases/options/matrix.ts';
import { whyLocalOnly, whyNoScript } from '../cases/scriptable.ts';
import { findCase, loadSuites, withMatrices } from '../cases/suites.ts';
import { limitsOf } from '../compare/runtime.ts';
import { cacheFolder } from '../compare/session.ts';
import type { Config } from '../config/config.ts';
import { versionOf } from '../config/installation.ts';
import { Problem } from '../config/problem.ts';
import { provideDefinitions } from '../dbt/definitions.ts';
import { provideEngine } from '../engines/provide.ts';
import { settingsOf } from '../engines/settings.ts';
import { showProgress } from './progress.ts';

/**
 * Writes the script of a case. Does not run the case, but installs the engines, to know the versions of their packages.
 * @param options `reference` and `candidate` are names or specs; `file` is replaced if it exists.
 * @throws Problem (usage) if a script cannot reproduce the case.
 */
export async function writeScript(options: {
  readonly root: string;
  readonly config: Config;
  readonly id: string;
  readonly file: string;
  readonly reference: string;
  readonly candidate: string;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { root, config, id, file, reference, candidate, signal } = options;
  const progress = await showProgress();
  try {
    const suites = await loadSuites(root);
    const settingsOfBoth = await Promise.all([reference, candidate].map((name) => settingsOf(name, config)));
    const specs = settingsOfBoth.map(({ spec }) => spec);
    // Before engines are installed, which takes minutes. Cases for options are only known once the reference is installed.
    if (!mayBeGenerated(id)) assertScriptable(findCase(suites, id), specs);
    const projects = path.join(root, 'projects');
    const provide = async (name: string): Promise<ScriptEngine> => {
      const engine = await provideEngine(name, config, { cache: cacheFolder(), say: progress.say, signal });
      if (engine.kind === 'program') throw refusal(id, whyLocalOnly(engine.spec));
      const { settings } = await settingsOf(name, config);
      const adaptations = await readAdaptations(projects, engine);
      return { engine, settings, packages: await packagesOf(engine, signal), adaptations };
    };
    const sides = { candidate: await provide(candidate), reference: await provide(reference) };
    const definitions = mayBeGenerated(id)
      ? await provideDefinitions(sides.reference.engine, limitsOf(config), signal)
      : undefined;
    const testCase = findCase(await withMatrices(root, suites, definitions), id);
    assertScriptable(testCase, specs);
    const { threads, limits } = config;
    const settings = { threads, deadlineSeconds: limits.deadline_seconds, harnessVersion: versionOf(root) };
    const text = await renderScript({ testCase, projects, ...sides, ...settings });
    await write(file, text);
  } finally {
    progress.end();
  }
  const shown = path.relative(process.cwd(), file);
  process.stdout.write(`${shown}: run it with  bash ${shown} postgresql://user@host:5432/postgres\n`);
}

const write = (file: string, text: string): Promise<void> =>
  writeFile(file, text)
    .then(() => chmod(file, 0o755))
    .catch((error: Error) => {
      throw new Problem(
        'usage',
        'Cannot write the script',
        error.message,
        'Name a file in an existing, writable folder.',
        error,
      );
    });

function assertScriptable(testCase: Case, specs: readonly string[]): void {
  const why = whyNoScript(testCase, specs);
  if (why !== undefined) throw refusal(testCase.id, why);
}

const refusal = (id: string, why: string) =>
  new Problem(
    'usage',
    `${id} cannot be written as a shell script`,
    `A shell script cannot reproduce it: ${why}.`,
    `Run it with: npm run compat -- repro ${id}`,
  );
