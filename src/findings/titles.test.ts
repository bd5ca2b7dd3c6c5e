/** Titles of every recorded run: what a maintainer reads first must be short, plain and true. */
import { expect, test } from 'vitest';
import { recordedCauses } from '../../fixtures/causes/findings.ts';
import { causeOf } from '../facets/difference.ts';
import { commandIn } from './causes/title.ts';

const runs = await recordedCauses();
const titles = runs.flatMap(({ findings }) => findings.map(({ title }) => title));

/** Keys of artifacts and events that are followed by a slash in paths, not in names of files. */
const pointer =
  /#\/|(?:^|[\s"(])(?:nodes|results|metadata|args|data|info|macros|exposures|\w+_map|columns|config|\w+\.\w+\.\w+)\/|\/(?:model|seed|snapshot|test|source|macro)\.\w+\./;
const placeholder = /\{[a-z][\w ]*\}/;

/** The commands at the end of a title. */
const commandsIn = (title: string) => {
  const [, named = '', more = '0'] = / \(([^()]+?)(?: \+(\d+))?\)$/.exec(title) ?? [];
  return { named: named.split(', '), more: Number(more) };
};

test('there are titles', () => expect(titles.length).toBeGreaterThan(100));

test.each<[string, (title: string) => boolean]>([
  ['longer than 90 characters', (title) => title.length > 90],
  ['with a pointer', (title) => pointer.test(title)],
  ['with a placeholder', (title) => placeholder.test(title)],
  ['with control characters, or on several lines', (title) => /\p{Cc}/u.test(title)],
  ['without commands', (title) => commandsIn(title).named.includes('')],
  ['in words that issues avoid', (title) => /or the other way round|otherwise/.test(title)],
])('no title is %s', (_, is) => expect(titles.filter(is)).toEqual([]));

test('the rules are broken by what they are about', () => {
  for (const title of ['changes nodes/model.shop.a/x', 'a.json#/x', 'writes "args/vars"'])
    expect(title).toMatch(pointer);
  for (const title of ['writes target/run/…/a.sql', 'responds to /catalog.json', 'writes ~/.sling'])
    expect(title).not.toMatch(pointer);
  expect('in {project}').toMatch(placeholder);
  expect('{"data":{"a":1}}').not.toMatch(placeholder);
});

test.each(runs)('$name: a title only names commands where the difference occurs', ({ findings, results }) => {
  for (const { title, fingerprint } of findings) {
    const shown = results.flatMap(({ case: { steps }, differences }) =>
      differences
        .filter((one) => causeOf(one) === fingerprint && one.fingerprint === fingerprint)
        .map(({ step }) => commandIn(steps[step])),
    );
    const commands = new Set(shown);
    const { named, more } = commandsIn(title);
    expect([title, named.filter((command) => !commands.has(command))]).toEqual([title, []]);
    expect([title, named.length + more]).toEqual([title, commands.size]);
  }
});

test.each(runs)('$name: no two causes have the same title', ({ findings }) => {
  const all = findings.map(({ title }) => title);
  expect(all.filter((title, n) => all.indexOf(title) !== n)).toEqual([]);
});
