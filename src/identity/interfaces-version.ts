/** The package whose semantic interfaces wrote semantic_manifest.json: it states its version in three keys. */

import type { Json } from '../config/json.ts';
import type { Identity } from './identity.ts';
import type { Note } from './replaced.ts';

const placeholder = '{version of the semantic interfaces}';
/** dbt 1.12 takes them from another package than the versions before. */
const owners = ['dbt-semantic-interfaces', 'metricflow'] as const;
const keys = ['major_version', 'minor_version', 'patch_version'] as const;

type Stated = Readonly<Record<string, Json>>;

/** Replaces the version where it is that of an installed package. @param content an artifact. */
export function interfacesVersion(content: Json, packages: Identity['packages'], note: Note): Json {
  const artifact = content as {
    project_configuration?: { dsi_package_version?: Stated | null } | null;
  } | null;
  const configuration = artifact?.project_configuration;
  const stated = configuration?.dsi_package_version;
  if (!stated) return content;
  const version = keys.map((key) => stated[key]).join('.');
  if (!owners.some((owner) => packages[owner] === version)) return content;
  note(placeholder, version);
  const replaced = { ...stated, ...Object.fromEntries(keys.map((key) => [key, placeholder])) };
  return { ...artifact, project_configuration: { ...configuration, dsi_package_version: replaced } } as Json;
}
