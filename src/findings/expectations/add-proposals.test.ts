import { expect, test } from 'vitest';
import { addProposals } from './add-proposals.ts';
import { parseExpectations } from './expectation-file.ts';
import type { Proposal } from './propose.ts';

const proposal = (id: string): Proposal => ({
  cause: `c-${id}`,
  entry: {
    id,
    status: 'known',
    reason: '',
    cases: ['run/all', 'run/again'],
    shows: [
      { facet: 'events', kind: 'event-added', path: `{a,${id}}`, cases: ['run/all'] },
      { facet: 'stdout', kind: 'line-added', path: id, candidate: '^\\d "it\'s": #1\\\\$' },
    ],
  },
});
const add = (text: string, ...ids: readonly string[]) =>
  addProposals(
    text,
    { candidate: 'dvt-core==1', reference: 'dbt-core==1' },
    ids.map(proposal),
    (cause) => `title of ${cause}`,
  );
/** With reasons, it is a file that can be read. */
const read = (text: string) =>
  parseExpectations('x.yaml', text.replaceAll('reason: ""', 'reason: A person has filled it in.'));

const theirs = `# Of ours.
candidate:   "*"   # any
expectations:
    # about the first
    - {id: first, status: known, reason: 'A person wrote   this.', cases: ["run/*"], shows: [{facet: stdout, kind: line-added}]}
    - id: second
      status: known # or not
      reason: >
        Folded text
        of a person.
      cases: [ 'run/*' ]
      shows:
        - {facet: stderr, kind: line-added}
`;

test.each([
  ['ends with the list', theirs, ''],
  ['ends without a line end', theirs.trimEnd(), '\n'],
  ['goes on with comments', `${theirs}\n# The end.\n`, ''],
])('a file that %s keeps all a person wrote, byte for byte', (_, text, between) => {
  const result = add(text, 'third', 'fourth');
  const rest = theirs.length < text.length ? text.slice(theirs.length) : '';
  expect(result.startsWith(text.slice(0, text.length - rest.length) + between)).toBe(true);
  expect(result.endsWith(rest)).toBe(true);
  expect(read(result).expectations.map(({ id }) => id)).toEqual(['first', 'second', 'third', 'fourth']);
  expect(read(result).expectations.slice(2)).toEqual(
    ['third', 'fourth'].map((id) => ({ ...proposal(id).entry, reason: 'A person has filled it in.' })),
  );
});

test('an entry has a line per fact, under the title of its cause', () => {
  expect(add('candidate: "*"\nexpectations:\n- id: x\n', 'y').split('\n').slice(3)).toEqual([
    '# Proposed: title of c-y',
    '- id: y',
    '  status: known',
    '  reason: ""',
    '  cases: [run/all, run/again]',
    '  shows:',
    '    - {facet: events, kind: event-added, path: "{a,y}", cases: [run/all]}',
    String.raw`    - {facet: stdout, kind: line-added, path: y, candidate: "^\\d \"it's\": #1\\\\$"}`,
    '',
  ]);
});

test.each([
  ['no file', '', 'dvt-core==1'],
  ['an empty list', '# Of ours.\ncandidate: "*" # any\nexpectations: []\n', '*'],
  ['no list', 'candidate: "*"\nexpectations: # none yet\n', '*'],
])('%s yet', (_, text, candidate) => {
  const result = add(text, 'first');
  expect(read(result)).toMatchObject({ candidate, expectations: [{ id: 'first' }] });
  for (const [comment] of text.matchAll(/#.*$/gm)) expect(result).toContain(comment);
});
