/** A dbt project with as many models as wanted, the same at every call: sources, three layers, descriptions and tests. */
import { stringify } from 'yaml';

/** Name of the project, and of the profile it asks for. */
export const projectName = 'scale';
/** State with the tables of all sources. */
export const projectState = 'raw';
/** A model that needs nothing but a source. */
export const oneModel = 'stg_0001';

const modelsPerFolder = 50;
const modelsPerSource = 20;

interface Model {
  readonly name: string;
  readonly sql: string;
  /** Model that its `parent_id` refers to; a source's rows stand for themselves. */
  readonly parent?: string;
}

/** Files of a project by path; about two staging models, two intermediate ones and a mart of each five. */
export function generateProject(models: number): Readonly<Record<string, string>> {
  const marts = Math.floor(models / 5);
  const staging = Math.ceil((models - marts) / 2);
  const intermediate = models - marts - staging;
  const sources = numbers(Math.ceil(models / modelsPerSource)).map((n) => `events_${pad(n)}`);
  return {
    'dbt_project.yml': stringify(settings),
    'macros/to_euros.sql': '{% macro to_euros(column) %}round({{ column }} / 100.0, 2){% endmacro %}\n',
    'states.yaml': stringify({ [projectState]: { sql: 'states/raw.sql' } }),
    'states/raw.sql': ['create schema raw;', ...sources.map(table), ''].join('\n'),
    'models/sources.yml': stringify({ sources: [describeSources(sources)] }),
    ...layer(
      'staging',
      numbers(staging).map((n) => stagingModel(n, pick(sources, n))),
    ),
    ...layer(
      'intermediate',
      numbers(intermediate).map((n) =>
        joiningModel(`int_${pad(n)}`, [n * 7, n * 13 + 1].map(nameIn('stg', staging))),
      ),
    ),
    ...layer(
      'marts',
      numbers(marts).map((n) =>
        joiningModel(`mart_${pad(n)}`, [
          ...[n * 3, n * 11 + 2].map(nameIn('int', intermediate)),
          nameIn('stg', staging)(n * 5),
        ]),
      ),
    ),
  };
}

const settings = {
  name: projectName,
  version: '1.0.0',
  'config-version': 2,
  profile: projectName,
  models: { [projectName]: { '+materialized': 'view', marts: { '+materialized': 'table' } } },
};

const table = (name: string) =>
  `create table raw.${name} as select n as id, n as parent_id, n * 100 as amount_cents, 'open' as status from generate_series(1, 5) n;`;

const describeSources = (names: readonly string[]) => ({
  name: 'raw',
  description: 'What the shops write, a table each.',
  tables: names.map((name) => ({ name, columns: columns([]) })),
});

/** Every fourth uses a macro, which a parser cannot read without running it. */
const stagingModel = (n: number, source: string): Model => ({
  name: `stg_${pad(n)}`,
  sql: `{{ config(tags=['area_${n % 10}']) }}

select
    id,
    parent_id,
    ${n % 4 === 0 ? "{{ to_euros('amount_cents') }}" : 'amount_cents / 100.0'} as amount,
    status
from {{ source('raw', '${source}') }}
where status <> 'deleted'
`,
});

const joiningModel = (name: string, parents: readonly string[]): Model => ({
  name,
  parent: parents[0] as string,
  sql: `with
${parents.map((parent, n) => `p${n} as (select * from {{ ref('${parent}') }})`).join(',\n')}

select
    p0.id,
    p0.id as parent_id,
    ${parents.map((_, n) => `coalesce(p${n}.amount, 0)`).join(' + ')} as amount,
    p0.status
from p0
${parents
  .slice(1)
  .map((_, n) => `left join p${n + 1} on p${n + 1}.id = p0.id`)
  .join('\n')}
`,
});

/** A layer in folders, each with its models and one file that describes them. */
function layer(name: string, models: readonly Model[]): Readonly<Record<string, string>> {
  const folderOf = (index: number) => `models/${name}/area_${pad(Math.floor(index / modelsPerFolder) + 1)}`;
  const starts = models.map((_, index) => index).filter((index) => index % modelsPerFolder === 0);
  return Object.fromEntries([
    ...models.map((model, index) => [`${folderOf(index)}/${model.name}.sql`, model.sql]),
    ...starts.map((start) => [
      `${folderOf(start)}/models.yml`,
      stringify({ models: models.slice(start, start + modelsPerFolder).map(describe) }),
    ]),
  ]);
}

const describe = ({ name, parent }: Model) => ({
  name,
  description: `Amounts of ${name}, one row for each id.`,
  columns: columns(
    parent === undefined ? [] : [{ relationships: { arguments: { to: `ref('${parent}')`, field: 'id' } } }],
  ),
});

const columns = (parentTests: readonly object[]) => [
  { name: 'id', description: 'Number of the row.', data_tests: ['unique', 'not_null'] },
  {
    name: 'parent_id',
    description: 'Row it belongs to.',
    ...(parentTests.length > 0 && { data_tests: parentTests }),
  },
  { name: 'status', description: 'Open, paid or deleted.' },
];

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const pad = (n: number) => String(n).padStart(4, '0');
const pick = <T>(some: readonly T[], n: number) => some[n % some.length] as T;
const nameIn = (prefix: string, count: number) => (n: number) => `${prefix}_${pad((n % count) + 1)}`;
