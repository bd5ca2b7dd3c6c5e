import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { renderIssue } from './issue.ts';
import { rankFindings } from './ranking.ts';
import type { Run } from './run.ts';

function issue(fingerprint: string, run: Run = exampleRun): string {
  const ranked = rankFindings(run).find(({ finding }) => finding.fingerprint === fingerprint);
  if (!ranked) throw new Error(`no finding ${fingerprint}`);
  return renderIssue(run, ranked);
}

test('follows the template of the specification', async () => {
  await expect(issue('fp-exit')).toMatchFileSnapshot('../../fixtures/reports/issue-exit.md.txt');
});

test('shows hostile values without letting them out of their fence', async () => {
  const text = issue('fp-line');
  await expect(text).toMatchFileSnapshot('../../fixtures/reports/issue-hostile.md.txt');
  for (const acting of ['\u001b', '\u202e']) expect(text).not.toContain(acting);
  expect(text).toContain('`````text');
});

test('takes the shortest case as its example', () => {
  // run/failing and run/blocked have more steps.
  expect(issue('fp-exit')).toContain('npm run compat -- repro run/long --reference');
});

test('says what happened before a step that is not the first', () => {
  expect(issue('fp-line')).toContain('1. SQL `drop table x`');
});

test('speaks of reference and candidate where both are called the same', () => {
  const text = issue('fp-exit', { ...exampleRun, candidate: { ...exampleRun.candidate, command: 'dbt' } });
  expect(text).toContain('**reference behavior**');
  expect(text).toContain('**candidate behavior**');
});
