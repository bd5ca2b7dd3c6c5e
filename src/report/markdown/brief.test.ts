import { expect, test } from 'vitest';
import { cleanRun, exampleRun } from '../../../fixtures/reports/run.ts';
import { earlierSchema } from '../json/read-report.ts';
import { toReport } from '../json/report-json.ts';
import { renderBrief } from './brief.ts';

test('says in a few lines how a run went', async () => {
  const earlier = earlierSchema.parse(toReport(exampleRun));
  const against = { ...earlier, causes: earlier.causes.slice(1) };
  await expect(renderBrief({ ...exampleRun, against })).toMatchFileSnapshot(
    '../../../fixtures/reports/brief.md.txt',
  );
  expect(renderBrief(cleanRun)).toContain('No unexpected difference above internals.');
});

test('fits into a comment, however much was found', () => {
  const [finding] = exampleRun.findings;
  if (!finding) throw new Error('the example has findings');
  const many = Array.from({ length: 500 }, (_, index) => ({
    ...finding,
    status: 'new' as const,
    fingerprint: `f${index}`,
    title: `${index} ${'<b>|'.repeat(500)}`,
  }));
  const text = renderBrief({ ...exampleRun, findings: many });
  expect(text.length).toBeLessThan(60_000);
  expect(text).toContain('… and 470 more');
});
