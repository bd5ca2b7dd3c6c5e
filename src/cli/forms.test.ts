/** An unchanged engine shows no difference, in whatever form it is given: its location is no part of what it does. */
import { execFileSync } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Database } from '../postgres/database.ts';
import { openDatabase } from '../postgres/open.ts';
import { reportSchema } from '../report/json/schema.ts';

vi.setConfig({ testTimeout: 120_000 });

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const fixture = fileURLToPath(new URL('../../fixtures/engines/tiny', import.meta.url));
let folder: string;
let server: Database;
const at = (name: string) => path.join(folder, name);
const uv = (...argv: readonly string[]) =>
  execFileSync(process.env.DVT_COMPAT_UV || 'uv', argv, { cwd: folder, stdio: 'pipe' });

beforeAll(async () => {
  folder = await temporaryFolder('forms');
  await cp(fixture, at('tiny'), { recursive: true, filter: (file) => !file.includes('__pycache__') });
  uv('build', '--quiet', '--wheel', '--out-dir', 'wheels', 'tiny');
  const repository = `spec: git+file://${at('tiny')}, command: tiny`;
  const config = `families: { tiny-engine: { command: tiny } }\nengines: { repository: { ${repository} } }\n`;
  await writeFile(at('compat.config.yaml'), config);
  const options = { image: '', cache: at('cache'), runId: 'test', say: () => {} };
  server = await openDatabase('embedded', options);
});
afterAll(async () => {
  await server?.stop();
});

/** Compares the engine, in some form, with the same from a registry. */
async function compareWith(candidate: string) {
  const { user, password, host, port } = server.server;
  const database = `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/postgres`;
  const sides = ['--reference', 'tiny-engine==1.2.3', '--candidate', candidate, '--out', 'out'];
  const argv = [main, 'run', 'run', '--case', 'run/unknown-flag', '--json', '--database', database, ...sides];
  // A folder of wheels is a registry to uv.
  const env = { DVT_COMPAT_CACHE: at('cache'), UV_NO_INDEX: '1', UV_FIND_LINKS: at('wheels') };
  const { stdout, stderr } = await execa(process.execPath, argv, { cwd: folder, env, reject: false });
  expect(stdout.startsWith('{'), stderr).toBe(true);
  const { cases, causes } = reportSchema.parse(JSON.parse(stdout));
  const raw = at('out/raw/run/unknown-flag/candidate/step-1');
  return {
    verdict: cases[0]?.verdict,
    differences: causes.flatMap(({ facts }) => facts),
    stderr: await readFile(path.join(raw, 'stderr'), 'utf8'),
  };
}

/** A virtual environment as users make one; `more` are arguments of the installation. */
function environment(name: string, ...more: readonly string[]): string {
  uv('venv', '--quiet', name);
  uv('pip', 'install', '--quiet', '--python', at(`${name}/bin/python`), ...more);
  return at(`${name}/bin/tiny`);
}

const forms: Readonly<Record<string, () => string | Promise<string>>> = {
  'a checkout (path:)': () => `path:${at('tiny')}`,
  'a repository (git+)': () => {
    const git = (...argv: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...argv], { cwd: at('tiny') });
    for (const argv of [
      ['init', '-q'],
      ['add', '.'],
      ['commit', '-qm', 'all'],
    ])
      git(...argv);
    return 'repository';
  },
  'a program in an environment (exe:)': () => `exe:${environment('plain', at('tiny'))}`,
  'a link to a program in an environment (exe:)': async () => {
    await symlink(environment('linked', at('tiny')), at('tiny-link'));
    return `exe:${at('tiny-link')}`;
  },
  'an editable install in an environment (exe:)': () =>
    `exe:${environment('editable', '--editable', at('tiny'))}`,
};

test.each(Object.entries(forms))('%s shows no difference', async (_, make) => {
  const { stderr, ...compared } = await compareWith(await make());
  expect(stderr).toMatch(/File "\/.*tiny_parts\/failing.py", line \d+, in load/);
  expect(compared).toEqual({ verdict: 'same', differences: [] });
});
