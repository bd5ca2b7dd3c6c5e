/** A folder like a checkout, with a generated dbt project of any size: sources, three layers, descriptions and tests. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Case } from '../../src/cases/case.ts';

const project = 'scale';
const state = 'raw';
const modelsPerFolder = 50;
const modelsPerSource = 20;

/** The whole project is parsed, and its manifest observed and compared, but only a model that reads a source runs. */
export const modelsCase: Case = {
  ...{ id: 'run/one-of-many', command: 'run', title: 'runs one model of many', checks: [], tier: 'full' },
  ...{ project, state, steps: [{ engine: ['run', '--select', 'stg_0001'] }] },
};

/** What a session reads in a checkout apart from projects and expectations: the version and sources of dvt-compat. */
const shared = ['package.json', 'package-lock.json', 'src'];

export async function writeGeneratedRoot(folder: string, checkout: string, models: number): Promise<void> {
  for (const name of ['suites/expectations', 'projects/adaptations'])
    await mkdir(path.join(folder, name), { recursive: true });
  for (const name of shared) await symlink(path.resolve(checkout, name), path.join(folder, name));
  for (const [name, text] of Object.entries(generateProject(models))) {
    const file = path.join(folder, 'projects', project, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

interface Model {
  readonly name: string;
  readonly sql: string;
  /** Model that its `parent_id` refers to; none for models that read a source. */
  readonly parent?: string;
}

/** Files of a project by path: of five models, about two are staging models, two intermediate models and one is a mart. */
export function generateProject(models: number): Readonly<Record<string, string>> {
  const marts = Math.floor(models / 5);
  const staging = Math.ceil((models - marts) / 2);
  const intermediate = models - marts - staging;
  const sources = numbers(Math.ceil(models / modelsPerSource)).map((n) => `events_${pad(n)}`);
  const stg = nameIn('stg', staging);
  const int = nameIn('int', intermediate);
  const layers = {
    staging: numbers(staging).map((n) => stagingModel(n, sources[n % sources.length] as string)),
    intermediate: numbers(intermediate).map((n) =>
      joiningModel(`int_${pad(n)}`, [stg(n * 7), stg(n * 13 + 1)]),
    ),
    marts: numbers(marts).map((n) =>
      joiningModel(`mart_${pad(n)}`, [int(n * 3), int(n * 11 + 2), stg(n * 5)]),
    ),
  };
  return {
    'dbt_project.yml': stringify({
      ...{ name: project, version: '1.0.0', 'config-version': 2, profile: project },
      models: { [project]: { '+materialized': 'view', marts: { '+materialized': 'table' } } },
    }),
    'macros/to_euros.sql': '{% macro to_euros(column) %}round({{ column }} / 100.0, 2){% endmacro %}\n',
    'states.yaml': stringify({ [state]: { sql: 'states/raw.sql' } }),
    'states/raw.sql': ['create schema raw;', ...sources.map(table), ''].join('\n'),
    'models/sources.yml': stringify({
      sources: [{ name: 'raw', tables: sources.map((name) => ({ name, columns: columns([]) })) }],
    }),
    ...Object.assign({}, ...Object.entries(layers).map(([name, all]) => filesOf(name, all))),
  };
}

const table = (name: string) =>
  `create table raw.${name} as select n as id, n as parent_id, n * 100 as amount_cents, 'open' as status from generate_series(1, 5) n;`;

/** Every fourth uses a macro, which dbt can only parse by rendering the model. */
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

const joiningModel = (name: string, parents: readonly [string, ...string[]]): Model => ({
  name,
  parent: parents[0],
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

/** A layer in folders, each with its models and a file that describes them. */
function filesOf(layer: string, models: readonly Model[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let start = 0; start < models.length; start += modelsPerFolder) {
    const folder = `models/${layer}/area_${pad(start / modelsPerFolder + 1)}`;
    const own = models.slice(start, start + modelsPerFolder);
    for (const { name, sql } of own) files[`${folder}/${name}.sql`] = sql;
    files[`${folder}/models.yml`] = stringify({ models: own.map(describe) });
  }
  return files;
}

const describe = ({ name, parent }: Model) => ({
  name,
  description: `Amounts of ${name}, one row for each id.`,
  columns: columns(parent ? [{ relationships: { arguments: { to: `ref('${parent}')`, field: 'id' } } }] : []),
});

const columns = (parentTests: readonly object[]) => [
  { name: 'id', description: 'Number of the row.', data_tests: ['unique', 'not_null'] },
  {
    ...{ name: 'parent_id', description: 'Row it belongs to.' },
    ...(parentTests.length > 0 && { data_tests: parentTests }),
  },
  { name: 'status', description: 'Open, paid or deleted.' },
];

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const pad = (n: number) => String(n).padStart(4, '0');
const nameIn = (prefix: string, count: number) => (n: number) => `${prefix}_${pad((n % count) + 1)}`;
