import { expect, test } from 'vitest';
import { exampleRun } from '../../../fixtures/reports/run.ts';
import { renderCase } from './one-case.ts';

const render = (name: string, change = {}) => {
  const result = exampleRun.results.find((each) => each.case.id === `run/${name}`);
  if (!result) throw new Error(`the fixture has no case ${name}`);
  const differences = result.differences.map((difference) => ({ ...difference, ...change }));
  const options = { colour: false, evidence: `${process.cwd()}/reports/x/raw` };
  return renderCase(exampleRun, { ...result, differences }, options);
};

test('shows each difference with both sides, and where the evidence is', async () => {
  await expect(`${render('failing')}\n`).toMatchFileSnapshot('../../../fixtures/reports/one-case.txt');
});

test('lets no escape of an engine through, not even in a name', () => {
  expect(render('extra', { path: 'a\u001b[2Jb\nc' })).toContain('a␛[2Jb⏎c');
});
