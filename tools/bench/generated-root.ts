/** A folder like a checkout, with a generated dbt project of any size: sources, three layers, descriptions and tests. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Case } from '../../src/cases/case.ts';

const modelsPerFolder = 50;
const modelsPerSource = 20;

/** The whole project is parsed, and its manifest observed and compared, but only a model that reads a source runs. */
export const modelsCase: Case = {
  ...{ id: 'run/one-of-many', command: 'run', title: 'runs one model of many', checks: [], tier: 'full' },
  ...{ project: 'scale', state: 'raw', steps: [{ engine: ['run', '--select', 'stg_0001'] }] },
};

/** What a session reads in a checkout apart from projects and expectations: the version and sources of dvt-compat. */
const shared = ['package.json', 'package-lock.json', 'src', 'packages'];

export async function writeGeneratedRoot(folder: string, checkout: string, models: number): Promise<void> {
  for (const name of ['suites/expectations', 'projects/adaptations'])
    await mkdir(path.join(folder, name), { recursive: true });
  for (const name of shared) await symlink(path.resolve(checkout, name), path.join(folder, name));
  for (const [name, text] of Object.entries(generateProject(models))) {
    const file = path.join(folder, 'projects/scale', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Files of a project by path: of five models, about two are staging models, two intermediate models and one is a mart. */
export function generateProject(models: number): Readonly<Record<string, string>> {
  const marts = Math.floor(models / 5);
  const staging = Math.ceil((models - marts) / 2);
  const intermediate = models - marts - staging;
  const sources = names('events', Math.ceil(models / modelsPerSource));
  const stg = names('stg', staging);
  const int = names('int', intermediate);
  return {
    'dbt_project.yml': stringify({
      ...{ name: 'scale', version: '1.0.0', 'config-version': 2, profile: 'scale' },
      models: { scale: { '+materialized': 'view', marts: { '+materialized': 'table' } } },
    }),
    'macros/to_euros.sql': '{% macro to_euros(column) %}round({{ column }} / 100.0, 2){% endmacro %}\n',
    'states.yaml': stringify({ raw: { sql: 'states/raw.sql' } }),
    'states/raw.sql': ['create schema raw;', ...sources.map(createTable), ''].join('\n'),
    'models/sources.yml': stringify({
      sources: [{ name: 'raw', tables: sources.map((name) => ({ name, columns: columns() })) }],
    }),
    ...layer('staging', stg, (n) => stagingModel(n, at(sources, n))),
    ...layer('intermediate', int, (n) => joiningModel([at(stg, n * 7), at(stg, n * 13 + 1)])),
    ...layer('marts', names('mart', marts), (n) =>
      joiningModel([at(int, n * 3), at(int, n * 11 + 2), at(stg, n * 5)]),
    ),
  };
}

interface Model {
  readonly sql: string;
  /** Model that its `parent_id` refers to; none for models that read a source. */
  readonly parent?: string;
}

const createTable = (name: string) =>
  `create table raw.${name} as select n as id, n as parent_id, n * 100 as amount_cents, 'open' as status from generate_series(1, 5) n;`;

/** Every fourth uses a macro, which dbt can only parse by rendering the model. */
const stagingModel = (n: number, source: string): Model => ({
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

const joiningModel = (parents: readonly [string, ...string[]]): Model => ({
  parent: parents[0],
  sql: `select
    p0.id,
    p0.id as parent_id,
    ${parents.map((_, n) => `coalesce(p${n}.amount, 0)`).join(' + ')} as amount,
    p0.status
from ${parents.map((name, n) => `{{ ref('${name}') }} as p${n}${n === 0 ? '' : ` on p${n}.id = p0.id`}`).join('\nleft join ')}
`,
});

/** A layer in folders, each with its models and a file that describes them. */
function layer(name: string, models: readonly string[], modelOf: (n: number) => Model) {
  const files: Record<string, string> = {};
  for (let start = 0; start < models.length; start += modelsPerFolder) {
    const folder = `models/${name}/area_${start / modelsPerFolder + 1}`;
    const own = models
      .slice(start, start + modelsPerFolder)
      .map((model, n) => ({ model, ...modelOf(start + n + 1) }));
    for (const { model, sql } of own) files[`${folder}/${model}.sql`] = sql;
    const described = own.map(({ model, parent }) => ({
      ...{ name: model, description: `Amounts of ${model}, one row for each id.`, columns: columns(parent) },
    }));
    files[`${folder}/models.yml`] = stringify({ models: described });
  }
  return files;
}

const columns = (parent?: string) => [
  { name: 'id', description: 'Number of the row.', data_tests: ['unique', 'not_null'] },
  {
    ...{ name: 'parent_id', description: 'Row it belongs to.' },
    ...(parent && {
      data_tests: [{ relationships: { arguments: { to: `ref('${parent}')`, field: 'id' } } }],
    }),
  },
  { name: 'status', description: 'Open, paid or deleted.' },
];

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${prefix}_${String(n + 1).padStart(4, '0')}`);
const at = (all: readonly string[], n: number) => all[n % all.length] as string;
