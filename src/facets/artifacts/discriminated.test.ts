/** A discriminated schema accepts what the schema itself accepts, and says less of what it does not. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { discriminated } from './simplify-schema.ts';

const node = (kind: string | undefined, more: object = {}) => ({
  type: 'object',
  properties: {
    type: kind === undefined ? { type: 'string' } : { const: kind },
    id: { type: 'string' },
    ...more,
  },
  required: ['type'],
  additionalProperties: false,
});
const kinds = [
  node('seed', { rows: { type: 'integer' } }),
  node('test'),
  node('test', { column: { type: 'string' } }),
  node('model', { refs: { type: 'array' } }),
];
const within = (anyOf: readonly object[]) => ({
  type: 'object',
  properties: { nodes: { type: 'object', additionalProperties: { anyOf } } },
});

const compiled = (schema: object) => new Ajv2020({ strict: false, allErrors: true }).compile(schema);
const saying = (schema: object) => {
  const validate = compiled(discriminated({ ...schema }));
  return (content: unknown) => {
    validate(content);
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf')
      .map(({ instancePath, params }) => `${instancePath} ${Object.values(params).join()}`);
  };
};

const contents: readonly unknown[] = [
  ...[{}, 1, null, { type: 'other' }, { type: 'seed', rows: 1 }, { type: 'seed', refs: [] }],
  ...[{ type: 'test' }, { type: 'test', column: 'a' }, { type: 'test', column: 1 }, { type: 'test', x: 1 }],
  ...[{ type: 'model', refs: [] }, { type: 'model', refs: 1 }, { type: 'model', x: 1 }, { id: 'a' }],
];

test.each([
  ['all tagged', kinds],
  ['some without a tag', [...kinds, node(undefined, { x: { type: 'integer' } })]],
  ['no tag', [node(undefined), node(undefined, { x: { type: 'integer' } })]],
  ['an alternative that is no object', [...kinds, { type: 'null' }]],
])('the same is valid: %s', (_, anyOf) => {
  const schema = within(anyOf);
  const [plain, other] = [compiled(schema), compiled(discriminated(schema))];
  const results = contents.map((one) => [plain({ nodes: { a: one } }), other({ nodes: { a: one } })]);
  expect(results.map(([, after]) => after)).toEqual(results.map(([before]) => before));
  expect(new Set(results.map(([before]) => before)).size).toBe(2);
});

test('of a wrong key of a model it says only that', () => {
  const says = saying(within(kinds));
  expect(says({ nodes: { a: { type: 'model', x: 1 } } })).toEqual(['/nodes/a x']);
  expect(says({ nodes: { a: { type: 'test', column: 'a', x: 1 } } })).toEqual(['/nodes/a x']);
  expect(says({ nodes: { a: { type: 'seed', rows: 'no' } } })).toEqual(['/nodes/a/rows integer']);
});
