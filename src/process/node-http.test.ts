import { execa } from 'execa';
import { expect, test } from 'vitest';

test('what a run loads has no use for Node’s client of the web, and does not load it', async () => {
  const modules = ['compare/session.ts', 'compare/queue.ts', 'report/finish.ts', 'cli/progress.ts'].map(
    (name) => JSON.stringify(new URL(`../${name}`, import.meta.url).href),
  );
  const program = `
    for (const name of [${modules}]) await import(name);
    console.log(process.moduleLoadList.filter((name) => name.includes('undici')).join());`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', program]);
  expect(stdout).toBe('');
});
