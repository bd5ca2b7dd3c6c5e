import os from 'node:os';
import path from 'node:path';
import fs from 'fs-extra';
import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { reportSchema } from './json/schema.ts';
import { writeReports } from './reporters.ts';

test('writes every report, without what is private, and no issue of an earlier time', async () => {
  const out = await fs.mkdtemp(path.join(os.tmpdir(), 'dvt-compat-reports-'));
  try {
    await fs.outputFile(path.join(out, 'issues/9-old.md'), 'old');
    await fs.outputFile(path.join(out, 'raw/evidence'), 'stays');
    const candidate = { ...exampleRun.candidate, spec: `exe:${os.homedir()}/bin/dvt` };
    await writeReports({ ...exampleRun, candidate, out });

    expect((await fs.readdir(out)).sort()).toEqual([
      'brief.md',
      'issues',
      'junit.xml',
      'raw',
      'report.html',
      'report.json',
      'summary.md',
    ]);
    const report = reportSchema.parse(await fs.readJson(path.join(out, 'report.json')));
    expect(report.candidate.spec).toBe('exe:~/bin/dvt');
    const issues = report.causes.flatMap(({ issue_file }) => issue_file ?? []);
    expect((await fs.readdir(path.join(out, 'issues'))).map((name) => `issues/${name}`)).toEqual(issues);
  } finally {
    await fs.remove(out);
  }
});
