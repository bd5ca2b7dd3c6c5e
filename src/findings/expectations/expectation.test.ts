import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import type { Untyped } from '../../facets/difference.ts';
import { expecting, readExpectations } from './expectation.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('expectations');
});

const entry = `
  - id: banner
    status: known
    reason: It prints a banner of its own.
    cases: ["run/*"]
    shows:
      - facet: stdout
        kind: line-added
        candidate: "^DVT "
`;
const write = (text: string, name = 'dvt.yaml') => writeFile(path.join(folder, name), text);
const named = (spec: string, release = '') => ({ spec, release });
const read = (candidate = 'dvt-core==0.2.28', reference = 'dbt-core==1.12.6') =>
  readExpectations(folder, { candidate: named(candidate), reference: named(reference) });
const banner: Untyped = {
  facet: 'stdout',
  kind: 'line-added',
  path: 'after line 1',
  candidate: 'DVT 0.2.28',
};

test('an entry covers what every key of a fact matches', async () => {
  await write(`candidate: "dvt-core==0.2.*"\nexpectations:${entry}`);
  const expect_ = expecting(await read());
  expect(expect_('run/all', banner)).toBe('banner');
  expect(expect_('test/all', banner)).toBeUndefined();
  expect(expect_('run/all', { ...banner, candidate: 'Running DVT' })).toBeUndefined();
  expect(expect_('run/all', { ...banner, facet: 'stderr' })).toBeUndefined();
  expect(expect_('run/all', { ...banner, kind: 'line-missing' })).toBeUndefined();
});

test('an entry covers each of its facts, a narrower fact in its own cases only', async () => {
  const log =
    '      - { facet: events, kind: event-added, path: "{Banner,Logo}", cases: ["run/all", "seed/*"] }\n';
  await write(`candidate: "dvt-core==0.2.*"\nexpectations:${entry}${log}`);
  const expect_ = expecting(await read());
  const event: Untyped = { facet: 'events', kind: 'event-added', path: 'Banner', candidate: {} };
  expect(expect_('run/all', banner)).toBe('banner');
  expect(expect_('run/all', event)).toBe('banner');
  expect(expect_('run/all', { ...event, path: 'Other' })).toBeUndefined();
  expect(expect_('run/again', banner)).toBe('banner');
  expect(expect_('run/again', event)).toBeUndefined();
  expect(expect_('seed/all', event)).toBeUndefined();
});

test('a fact that says what the sides differ in covers nothing that differs in more', async () => {
  await write(`candidate: "*"
expectations:
  - id: version
    status: intended
    reason: The version is its own.
    cases: ["*/*"]
    shows:
      - { facet: sql, kind: sql-changed, but_for: '"version": "[\\d.]+"' }
`);
  const expect_ = expecting(await read());
  const changed = (reference: unknown, candidate: unknown) =>
    ({ facet: 'sql', kind: 'sql-changed', path: 'a.sql', reference, candidate }) as Untyped;
  expect(expect_('run/all', changed('/* {"version": "1.11.6"} */ a', '/* {"version": "1.12"} */ a'))).toBe(
    'version',
  );
  expect(
    expect_('run/all', changed('/* {"version": "1.11.6"} */ a', '/* {"version": "1.12"} */ b')),
  ).toBeUndefined();
  expect(expect_('run/all', changed('a', undefined))).toBeUndefined();
  expect(expect_('run/all', changed({ version: '1.11.6', a: 1 }, { version: '1.12', a: 1 }))).toBeUndefined();
});

test('a checkout is known by the package and version that are installed', async () => {
  await write(`candidate: "dvt-core==1.12.*"\nexpectations:${entry}`);
  const reference = named('dbt-core==1.11.6');
  const checkout = (release: string) =>
    readExpectations(folder, { candidate: named('path:../dvt/core', release), reference });
  expect(await checkout('dvt-core==1.12.106')).toHaveLength(1);
  expect(await checkout('dvt-core==1.13.0')).toEqual([]);
});

test('a file is about the candidates it names', async () => {
  await write(`candidate: "dvt-core==0.2.*"\nexpectations:${entry}`);
  expect(await read('dbt-core==1.12.6')).toEqual([]);
});

test('and about the references it names: a candidate does not differ from itself as it differs from dbt', async () => {
  await write(`candidate: "dvt-core==0.2.*"\nreference: "{dbt-core==*,exe:*}"\nexpectations:${entry}`);
  expect(await read('dvt-core==0.2.28', 'dbt-core==1.12.6')).toHaveLength(1);
  expect(await read('dvt-core==0.2.28', 'exe:/opt/dbt/bin/dbt')).toHaveLength(1);
  expect(await read('dvt-core==0.2.28', 'dvt-core==0.2.27')).toEqual([]);
});

const doubled = entry.replace('banner', 'other');
const oldForm = entry.replace('    shows:\n      - ', '    ').replaceAll('        ', '    ');

test.each([
  ['an unknown key', `${entry}    colour: red\n`, 'line 11, colour of banner: Unrecognized key: "colour"'],
  [
    'an unknown key of a fact',
    `${entry}        colour: red\n`,
    'line 11, colour in fact 1 of banner: Unrecognized key: "colour"',
  ],
  [
    'a kind that does not exist',
    entry.replace('line-added', 'line-lost'),
    'line 9, kind in fact 1 of banner: ',
  ],
  [
    'a reason to be filled in',
    entry.replace('It prints a banner of its own.', "''"),
    'line 5, reason of banner: must',
  ],
  ['a reason of spaces', entry.replace('It prints', '"            " #'), 'line 5, reason of banner: must'],
  ['no reason', entry.replace(/ +reason.*\n/, ''), 'line 3, reason of banner: '],
  [
    'an invalid pattern',
    entry.replace('^DVT ', '('),
    'line 10, candidate in fact 1 of banner: is not a regular expression',
  ],
  ['no cases', entry.replace('"run/*"', ''), 'line 6, cases of banner: '],
  ['no facts', entry.replace(/shows:.*/s, 'shows: []\n'), 'line 7, shows of banner: '],
  ['an entry that is itself a fact', oldForm, 'shows of banner: '],
  ['the same id twice', `${entry}${entry.replace('DVT', 'dvt')}`, 'line 12, id of banner: is used twice'],
  ['a fact of another entry', `${entry}${doubled}`, 'fact 1 of other: covers the same as a fact of banner'],
  ['a key twice', `${entry}        facet: stderr\n`, 'line 11: Map keys must be unique'],
  ['invalid YAML', '\n  - [', 'line 3: '],
])('%s is refused, naming the file and the place', async (_, entries, why) => {
  await write(`candidate: "*"\nexpectations:${entries}`);
  const refused = {
    name: 'Problem',
    kind: 'usage',
    why: expect.stringContaining(why),
    remedy: expect.stringContaining('suites/expectations/dvt.yaml'),
  };
  await expect(read()).rejects.toMatchObject(refused);
  await expect(read('of another candidate')).rejects.toMatchObject(refused);
});

test('the same id in two files for one candidate is refused, naming both', async () => {
  await write(`candidate: "*"\nexpectations:${entry}`);
  await write(`candidate: "dvt-*"\nexpectations:${entry}`, 'more.yaml');
  await expect(read()).rejects.toMatchObject({ why: expect.stringMatching(/dvt\.yaml.*more\.yaml/) });
  await expect(read('dbt-core==1.12.6')).resolves.toHaveLength(1);
});
