import { expect, test } from 'vitest';
import { exampleRun as run } from '../../fixtures/reports/run.ts';
import { toReport } from './json/report-json.ts';
import { reportSchema } from './json/schema.ts';
import { renderBrief } from './markdown/brief.ts';
import { renderSummary } from './markdown/summary.ts';
import { renderTable } from './terminal/terminal.ts';

const invented = [
  { case: 'run/all', side: 'candidate', places: ['step 1: exit', 'step 1: stdout'] },
  { case: 'run/all', side: 'reference', places: ['step 1: exit'] },
  { case: 'run/same', side: 'candidate', places: ['step 1: exit'] },
] as const;
const [first, ...others] = run.results;
const results = [{ ...first, checkedCold: true } as (typeof run.results)[number], ...others];
const told = { ...run, invented, seed: 'a seed', results };

test('what a host invented is counted by case, with the places and the cases that were checked', () => {
  const { invented: count, cold } = reportSchema.parse(toReport(told));
  expect(count).toBe(2);
  expect(cold).toEqual({ seed: 'a seed', checked: ['run/same'], invented });
});

test.each([
  ['terminal', (of: typeof told) => renderTable(of, { colour: false, width: 400 })],
  ['summary', renderSummary],
  ['brief', renderBrief],
])('the %s says that it is our fault, and only where there is one', (_, render) => {
  expect(render(told)).toContain('Fault of dvt-compat: in 2 cases (run/all, run/same)');
  expect(render({ ...told, invented: [] as unknown as typeof invented })).not.toContain(
    'Fault of dvt-compat',
  );
});
