import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

/** Lines that a wait writes to stderr, without their time. */
async function logged(env: Readonly<Record<string, string>>, before = ''): Promise<readonly string[]> {
  const script = `
    import { enableDebug } from './debug.ts';
    import { until } from './until.ts';
    ${before}
    let looks = 0;
    await until({ what: 'a test', condition: () => ++looks > 1, timeoutMs: 60_000, pollIntervalMs: 1 });`;
  const { stderr } = await execa(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { DEBUG: '', ...env },
  });
  return stderr
    .split('\n')
    .flatMap((line) => /dvt-compat:.*/.exec(line)?.[0].replace(/\d+ ms$/, '… ms') ?? []);
}

const lines = [
  'dvt-compat:wait waiting up to 60000 ms for a test',
  'dvt-compat:wait a test: there after … ms',
];

test('DEBUG logs what is waited for and how it ends', async () => {
  expect(await logged({ DEBUG: 'dvt-compat:*' })).toEqual(lines);
  expect(await logged({ DEBUG: 'other:*' })).toEqual([]);
});

test('--verbose does the same, whatever DEBUG is', async () => {
  expect(await logged({}, 'enableDebug();')).toEqual(lines);
  expect(await logged({ DEBUG: 'other:*' }, 'enableDebug();')).toEqual(lines);
});
