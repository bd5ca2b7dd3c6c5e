/** The database facet: every relation of the workspace's database, with everything that a user could notice about it. */
import { createHash } from 'node:crypto';
import type { Client, QueryResult } from 'pg';
import type { Relation } from '../../observe/observation.ts';

/** Up to this many rows a relation shows the rows themselves. */
const rowLimit = 200;
/** So many relations are read by one query: each takes some of the server's stack. */
const atOnce = 100;

/** Every relation with what the catalogue knows of it. */
export const catalogue = `
select
    n.nspname as schema, c.relname as name, c.oid::text as oid,
    case c.relkind when 'r' then case when c.relpersistence = 'u' then 'unlogged table' else 'table' end
        when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view'
        when 'S' then 'sequence' when 'f' then 'foreign table' else c.relkind::text end as kind,
    pg_get_userbyid(c.relowner) as owner,
    obj_description(c.oid, 'pg_class') as comment,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
    coalesce((select json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull,
        'default', pg_get_expr(d.adbin, d.adrelid), 'comment', col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]') as columns,
    coalesce((select json_agg(pg_get_constraintdef(k.oid) order by pg_get_constraintdef(k.oid))
        from pg_constraint k where k.conrelid = c.oid), '[]') as constraints,
    coalesce((select json_agg(pg_get_indexdef(i.indexrelid) order by pg_get_indexdef(i.indexrelid))
        from pg_index i where i.indrelid = c.oid), '[]') as indexes,
    coalesce((select json_agg(format('%s to %s%s', x.privilege_type, coalesce(r.rolname, 'public'),
        case when x.is_grantable then ' with grant option' else '' end) order by x.privilege_type, r.rolname)
        from aclexplode(c.relacl) x left join pg_roles r on r.oid = x.grantee
        where x.grantee <> c.relowner), '[]') as grants
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by 1, 2`;

/** Every schema. */
export const schemas = `
select nspname as name, pg_get_userbyid(nspowner) as owner, obj_description(oid, 'pg_namespace') as comment
from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`;

type SchemaRow = Pick<Relation, 'owner' | 'comment'> & { readonly name: string };

interface CatalogueRow extends Omit<Relation, 'rowCount' | 'digest' | 'rows'> {
  readonly schema: string;
  readonly name: string;
  readonly oid: string;
}

/** Everything in the database: schemas by their name, relations by `schema.name`. */
export async function readRelations(client: Client): Promise<Readonly<Record<string, Relation>>> {
  const found: Record<string, Relation> = {};
  // Both at once: there and back costs more than what they ask for.
  const [inSchemas, inCatalogue] = (await client.query(`${schemas};${catalogue}`)) as unknown as readonly [
    QueryResult<SchemaRow>,
    QueryResult<CatalogueRow>,
  ];
  for (const { name, owner, comment } of inSchemas.rows)
    found[name] = { ...empty, kind: 'schema', owner, comment };
  const relations = inCatalogue.rows;
  const contents = await readContents(client, relations);
  for (const row of relations) {
    const { schema, name, oid, ...shape } = row;
    found[`${schema}.${name}`] = { ...shape, ...(contents.get(oid) as Contents) };
  }
  return found;
}

const empty = {
  columns: [],
  constraints: [],
  indexes: [],
  grants: [],
  definition: null,
  rowCount: 0,
  digest: '',
  rows: null,
} as const;

type Contents = Pick<Relation, 'rowCount' | 'digest' | 'rows'>;
/** By oid. */
type Entry = readonly [oid: string, contents: Contents];

interface ContentsRow {
  readonly oid: string;
  readonly total: string;
  readonly digest: string | null;
  readonly rows: readonly string[] | null;
}

/** Rows as text, in an order of their own, so that the physical order does not count but every duplicate does. */
const contentsOf = ({ oid, schema, name }: CatalogueRow) => {
  const relation = `${quote(schema)}.${quote(name)} t`;
  return `select '${oid}' as oid, count(*)::text as total, md5(string_agg(h, '' order by h)) as digest,
    case when count(*) <= ${rowLimit} then (select json_agg(t::text order by t::text) from ${relation}) end as rows
    from (select md5(t::text) as h from ${relation}) s`;
};

/** Contents by oid: of many in one query, as dozens of small ones would take longer than what they ask for. */
async function readContents(
  client: Client,
  relations: readonly CatalogueRow[],
): Promise<ReadonlyMap<string, Contents>> {
  const parts: (readonly CatalogueRow[])[] = [];
  for (let at = 0; at < relations.length; at += atOnce) parts.push(relations.slice(at, at + atOnce));
  return new Map(await readParts(client, parts));
}

async function readParts(
  client: Client,
  parts: readonly (readonly CatalogueRow[])[],
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const part of parts) entries.push(...(await readPart(client, part)));
  return entries;
}

async function readPart(client: Client, part: readonly CatalogueRow[]): Promise<readonly Entry[]> {
  try {
    const { rows } = await client.query<ContentsRow>(part.map(contentsOf).join('\nunion all\n'));
    return rows.map((row) => [row.oid, toContents(row)]);
  } catch (error) {
    if (part.length > 1)
      return readParts(
        client,
        part.map((relation) => [relation]),
      );
    // A view over a dropped function, say: that it cannot be read is what there is to see.
    const unreadable = { rowCount: -1, digest: `unreadable: ${(error as Error).message}`, rows: null };
    return part.map(({ oid }) => [oid, unreadable]);
  }
}

function toContents({ total, digest, rows }: ContentsRow): Contents {
  const rowCount = Number(total);
  if (rowCount > rowLimit) return { rowCount, digest: digest ?? '', rows: null };
  const texts = rows ?? [];
  return { rowCount, digest: createHash('md5').update(texts.join('\n')).digest('hex'), rows: texts };
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
