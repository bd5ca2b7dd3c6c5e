import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleRun } from '../../fixtures/reports/run.ts';
import { shownIn } from '../../fixtures/shown.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import type { Case } from '../cases/case.ts';
import type { Deviation } from '../facets/difference.ts';
import { diagnose } from '../findings/diagnose.ts';
import { expecting, readExpectations } from '../findings/expectations/expectation.ts';
import { judge } from '../findings/judge.ts';
import type { Run } from '../report/run.ts';
import { refuseInCi, updateExpectations } from './update-expectations.ts';

const line: Deviation = { facet: 'stdout', kind: 'line-added', path: 'after line 1', candidate: 'Hello' };
const one = { id: 'run/all', command: 'run', steps: [{ engine: ['run'] }] } as unknown as Case;

function runWith(spec: string, ...deviations: readonly Deviation[]): Run {
  const results = [
    judge(one, [{ step: 0, deviations, shown: shownIn(0) }], { reference: 1, candidate: 1 }, () => undefined),
  ];
  const candidate = { ...exampleRun.candidate, spec };
  return {
    ...exampleRun,
    candidate,
    results,
    findings: diagnose({ results, expectations: [] }),
  };
}

async function folderWith(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder('update');
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

const filledIn = async (folder: string, name: string) => {
  const file = path.join(folder, name);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('reason: ""', 'reason: It greets people.'));
};

test.each([
  [
    'dvt-core==0.2.62',
    { 'dvt-core.yaml': 'candidate: "dvt-core==0.2.*"\nexpectations: []\n' },
    'dvt-core.yaml',
  ],
  [
    'dvt-core==0.2.62',
    { 'dvt-core.yaml': 'candidate: dvt-core==0.2.28\nexpectations: []\n' },
    'dvt-core-0-2-62.yaml',
  ],
  [
    'dvt-core==0.2.62',
    {
      'any.yaml': 'candidate: "*"\nexpectations: []\n',
      'dvt.yaml': 'candidate: dvt-core==0.2.62\nexpectations: []\n',
    },
    'dvt.yaml',
  ],
  [
    'dvt-core==0.2.62',
    {
      'dvt-core.yaml': 'candidate: dvt-core==0.2.62\nreference: dbt-core==1.11.*\nexpectations: []\n',
      'dvt-core-0-2-62.yaml': 'candidate: dvt-core==0.2.62\nreference: dvt-core==*\nexpectations: []\n',
    },
    'dvt-core-2.yaml',
  ],
  ['dvt-core==0.2.62', {}, 'dvt-core.yaml'],
  ['exe:/opt/some one/bin/dbt', {}, 'dbt.yaml'],
  ['path:/home/somebody/dvt/core', {}, 'core.yaml'],
  ['git+https://host/dvt.git@v1.0#subdirectory=core', {}, 'dvt-git-v1-0-subdirectory-core.yaml'],
])(
  'what %s shows is proposed in its file, refused without a reason, and covered with one',
  async (spec, files, name) => {
    const folder = await folderWith(files);
    const run = runWith(spec, line);
    const told = await updateExpectations(folder, run);
    expect(await readdir(folder)).toEqual([...new Set([...Object.keys(files), name])].toSorted());
    const at = (await readFile(path.join(folder, name), 'utf8'))
      .split('\n')
      .findIndex((text) => /- id/.test(text));
    expect(told[0]).toMatch(new RegExp(`${name}:${at + 1} stdout-line-added-\\w+: .*Hello`));
    expect(told.at(-1)).toContain('1 expectation added');
    await expect(readExpectations(folder, run)).rejects.toThrow(expect.objectContaining({ kind: 'usage' }));
    await filledIn(folder, name);
    expect(expecting(await readExpectations(folder, run))('run/all', line)).toBeDefined();
    expect(await readFile(path.join(folder, name), 'utf8')).not.toMatch(/somebody|some one/);
  },
);

test('where all is covered nothing is written', async () => {
  const folder = await folderWith({});
  expect(await updateExpectations(folder, runWith('dvt-core==1'))).toHaveLength(1);
  expect(await readdir(folder)).toEqual([]);
});

test('in CI it is refused', () => {
  expect(() => refuseInCi('true')).toThrow(/not available in CI/);
  expect(() => refuseInCi('false')).not.toThrow();
  expect(() => refuseInCi('')).not.toThrow();
});
