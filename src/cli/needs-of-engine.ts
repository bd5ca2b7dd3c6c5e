/** Whether an engine is where its spec says, and the programs it needs are installed. */
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Config } from '../config/config.ts';
import { Problem } from '../config/problem.ts';
import type { EngineSource } from '../engines/engine.ts';
import { settingsOf } from '../engines/settings.ts';
import { findTools } from '../engines/tools.ts';

/** Something that a comparison needs of this machine. */
export interface Need {
  readonly name: string;
  readonly found: boolean;
  /** What was found, or why it was not. */
  readonly detail: string;
  /** What to do if it was not found, or what does not work without it. */
  readonly remedy: string;
  /** Whether no comparison is possible without it. */
  readonly required: boolean;
}

const timeoutMs = 20_000;

type Answer = Pick<Need, 'found' | 'detail' | 'remedy' | 'required'>;

/**
 * @param given name or spec of the engine.
 * @param uv the uv program.
 */
export async function checkEngine(given: string, config: Config, uv: string): Promise<Need> {
  const name = `engine ${given}`;
  try {
    const { source, spec, settings } = await settingsOf(given, config);
    await findTools(settings.tools ?? [], spec);
    return { name, ...(await checkSource(source, spec, uv)) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      name,
      found: false,
      detail: `${error.message}: ${error.why}`,
      remedy: error.remedy,
      required: true,
    };
  }
}

async function checkSource(source: EngineSource, spec: string, uv: string): Promise<Answer> {
  if (source.kind === 'registry') return checkRegistry(source.name, source.version, uv);
  if (source.kind === 'git') {
    const { failed, stdout } = await execa('git', ['--version'], { reject: false, timeout: timeoutMs });
    const detail = failed ? `git not found; it is needed to fetch ${spec}` : `${stdout}, to fetch ${spec}`;
    return { found: !failed, detail, remedy: 'Install git.', required: true };
  }
  const [file, mode, remedy] =
    source.kind === 'exe'
      ? [source.path, constants.X_OK, 'Name an executable file.']
      : [
          path.join(source.path, 'pyproject.toml'),
          constants.R_OK,
          'Name the folder that contains pyproject.toml.',
        ];
  const failure = await access(file, mode).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { found: failure === undefined, detail: failure ?? file, remedy, required: true };
}

/** Asks the registry through uv, without its cache. */
async function checkRegistry(name: string, version: string, uv: string): Promise<Answer> {
  const wanted = `${name}==${version}`;
  const args = ['pip', 'compile', '-', '--no-deps', '--no-cache', '--no-header', '--quiet', '--color=never'];
  const { failed, stderr, shortMessage } = await execa(uv, args, {
    input: wanted,
    reject: false,
    timeout: timeoutMs,
  });
  const why = stderr.trim().split('\n').slice(-3).join(' ') || (shortMessage ?? '');
  return {
    found: !failed,
    detail: failed ? why : `${wanted} is on the package registry`,
    remedy:
      'Only needed to build the engine. Check network, proxy and UV_INDEX_URL, or use path: or exe: instead.',
    required: false,
  };
}
