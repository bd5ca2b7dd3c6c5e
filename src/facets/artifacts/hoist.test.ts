/** A hoisted schema says of any content, in the same words, what the schema itself says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { hoisted } from './simplify-schema.ts';

const config = {
  type: 'object',
  title: 'Config',
  properties: { enabled: { type: 'boolean' }, tags: { type: 'array', items: { type: 'string' } } },
  additionalProperties: false,
};
const node = (kind: string, more: object = {}) => ({
  type: 'object',
  title: 'Node<of any kind>',
  properties: { resource_type: { const: kind }, config, title: { type: 'string' }, ...more },
  required: ['resource_type'],
  additionalProperties: false,
});
const schema = {
  $id: 'https://schemas.example/manifest/v12.json',
  type: 'object',
  title: 'Manifest',
  properties: {
    nodes: {
      type: 'object',
      additionalProperties: {
        anyOf: [node('model', { columns: { type: 'object' } }), node('test'), node('model')],
      },
    },
    properties: { type: 'object', title: 'Properties', properties: { title: config } },
  },
  required: ['nodes'],
};

const saying = (given: object, inlineRefs: boolean) => {
  const validate = new Ajv2020({ strict: false, allErrors: true, inlineRefs }).compile(given);
  return (content: unknown) => {
    validate(content);
    return (
      validate.errors?.map(({ instancePath, message, params }) => ({ instancePath, message, params })) ?? []
    );
  };
};
const [plain, small] = [saying(schema, true), saying(hoisted(schema), false)];

test.each([
  ['what is right', { nodes: { a: { resource_type: 'model', columns: {}, config: { tags: ['x'] } } } }, 0],
  ['what is missing', {}, 1],
  ['an error in every kind of node', { nodes: { a: { resource_type: 'seed', config: { tags: [1] } } } }, 7],
  [
    'several nodes',
    { nodes: { a: { resource_type: 'test', x: 1 }, b: {}, c: 1 }, properties: { title: { y: 2 } } },
    9,
  ],
])('%s', (_, content, atLeast) => {
  expect(small(content)).toEqual(plain(content));
  expect(small(content).length).toBeGreaterThanOrEqual(atLeast);
});

test('what is written out several times is there once', () => {
  expect(Object.keys(hoisted(schema).$defs as object)).toEqual([
    expect.stringMatching(/^Config/),
    ...Array.from({ length: 3 }, () => expect.stringMatching(/^Nodeofanykind/)),
    expect.stringMatching(/^Properties/),
  ]);
  expect(JSON.stringify(hoisted(schema)).match(/enabled/g)).toHaveLength(1);
});
