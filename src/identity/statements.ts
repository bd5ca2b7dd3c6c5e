/** The places where an engine states its name or versions, as patterns: nothing is replaced elsewhere. */

import type { Json } from '../config/json.ts';
import { adaptersIn, type Identity } from './identity.ts';
import { before, both, either, ends, literally, none, pattern, spellings } from './patterns.ts';
import type { Note } from './replace.ts';

/** Patterns with groups that `placeholders` names, for each kind of place. */
export interface Statements {
  /** In lines of output and messages of the log. */
  readonly texts: readonly RegExp[];
  /** In single values of events, by the event's name and the keys below `data`. */
  readonly events: Readonly<Record<string, readonly RegExp[]>>;
  /** In single values of artifacts, by their keys. */
  readonly artifacts: Readonly<Record<string, readonly RegExp[]>>;
  /** In the comment of a statement. */
  readonly sql: readonly RegExp[];
  /** In the body of an answer. */
  readonly bodies: readonly RegExp[];
  /** In the path of a file. */
  readonly files: readonly RegExp[];
}

/** @param checksums those that follow from what is printed with them. */
export function statementsOf({ programs, packages }: Identity, checksums: ReadonlySet<string>): Statements {
  const name = `(?<name>${either(programs.map((program) => program.name))})`;
  const version = `(?<version>${either(programs.flatMap((program) => spellings(program.version)))})`;
  const adapters = Object.entries(adaptersIn(packages));
  const adapter = `(?<adapter>${either(adapters.flatMap(([, of]) => spellings(of)))})`;
  const named = `(?:${adapters.map(([of, is]) => `${literally(of)}=(?=(?:${either(spellings(is))})${ends})`).join('|') || none})`;
  const checksum = `(?<checksum>${either([...checksums])})`;
  // Name and version belong together: the version of another program is not this one's.
  const running = programs.map((program) => pattern(`^${before}Running with ${both(program)}(?=\\r?$)`));
  const command = pattern(`^${name}(?= |$)`);
  const exactly = pattern(`^=?${version}$`);
  const commented = `\\{"app": "[^"\\n]*", "dbt_version": "${version}"`;
  const sql = [
    pattern(`^(?:${before}On [^\\n]*?: )?/\\* ${commented}`),
    pattern(`/\\* ${commented}[^*\\n]*\\*/;?\\s*$`),
  ];
  return {
    texts: [
      ...running,
      ...sql,
      pattern(`^${before}Usage: ${name}(?= |$)`, 'm'),
      pattern(`^Try '${name}(?= )`, 'm'),
      pattern(`^${before}running ${name}(?= with arguments \\{)`),
      pattern(`^${before}running \\S+ with arguments \\{.*'invocation_command': '${name}(?=[ '])`),
      pattern(`^${before}Command \`${name}(?=[^\`\\n]*\` (?:succeeded|failed) at )`),
      pattern(`^${before}checksum: \\S+, vars: [\\s\\S]*, version: ${version}$`),
      pattern(`^${before}checksum: ${checksum}(?=, vars: )`),
      pattern(
        `^${before}(?:dbt|${either(programs.map((program) => program.name))}) version: ${version}(?=\\r?$)`,
      ),
      pattern(`^${before}adapter version: ${adapter}(?=\\r?$)`),
      pattern(`^${before}Registered adapter: ${named}${adapter}(?=\\r?$)`),
      pattern(`^ *Installed version of ${name}: =?${version}${ends}`, 'm'),
      pattern(`^  - installed: +${version}(?=\\s|$)`),
      pattern(`^  - (?:${either(adapters.map(([of]) => of))}): +${adapter}(?=\\s|$)`),
      // Adapters share the folder.
      pattern(`\\{packages\\}/${name}(?=/(?!adapters/|include/(?!starter_project)))`),
      pattern(`/${name}(?=-downloads-\\{random\\})`),
    ],
    events: {
      'MainReportVersion/version': [exactly],
      'StateCheckVarsHash/version': [exactly],
      'StateCheckVarsHash/checksum': [pattern(`^${checksum}$`)],
      'AdapterRegistered/adapter_version': [pattern(`^=?${adapter}$`)],
      'MainReportArgs/args/invocation_command': [command],
      'CommandCompleted/command': [command],
    },
    artifacts: { 'metadata/dbt_version': [exactly], 'args/invocation_command': [command] },
    sql,
    bodies: [pattern(`^\\{"metadata": ?\\{"dbt_schema_version": ?"[^"]*", ?"dbt_version": ?"${version}"`)],
    files: [pattern(`(?<=^|/)${name}(?=\\.log(?:\\.\\d+)?$)`)],
  };
}

/** Found in every text in which one of `texts` finds something: most texts contain none. */
export const trigger =
  /Running with |"dbt_version": |Usage: |Try '|with arguments \{|Command `|checksum: | version: |Registered adapter: |Installed version | {2}- |\{packages\}|-downloads-/;

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
