/** Everything that a side showed in a step: plain JSON, one key per facet. */

import type { Json } from '../config/json.ts';
import type { Option } from '../dbt/definitions.ts';
import type { Statement } from '../postgres/database.ts';
import type { Exit } from '../process/invocation.ts';

export type { Json };

/** What happened to a file or folder during a step. */
export interface FileChange {
  readonly kind: 'file' | 'folder' | 'link';
  /** new: was not there; written: rewritten by this step; kept: untouched; removed: gone after it. */
  readonly change: 'new' | 'written' | 'kept' | 'removed';
  /** Content of a small text file no other facet covers; null otherwise. */
  readonly text: string | null;
}

/** A relation of the database with everything a user could notice about it. */
export interface Relation {
  readonly kind: string;
  readonly owner: string;
  readonly comment: string | null;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly nullable: boolean;
    readonly default: string | null;
    readonly comment: string | null;
  }[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly grants: readonly string[];
  /** View definition, null otherwise. */
  readonly definition: string | null;
  readonly rowCount: number;
  /** Order-independent digest of the rows. */
  readonly digest: string;
  /** The rows themselves, sorted, when there are few; null otherwise. */
  readonly rows: readonly string[] | null;
}

/** An artifact as parsed, with what its schema says against it. */
export interface Artifact {
  /** Null where it was not JSON; `invalid` then says so. */
  readonly content: Json;
  /** Violations of the schema that the reference's own classes generate; null when there is no schema for it. */
  readonly invalid: readonly string[] | null;
}

/** What the engine's own server said to one request. */
export interface Answer {
  /** HTTP status; null if nothing answered. */
  readonly status: number | null;
  readonly type: string | null;
  /** Text of a small body, digest of a large one. */
  readonly body: string;
}

/** What is known of an option; from help alone, its names only. */
export type KnownOption = Pick<Option, 'names' | 'negatives'> & Partial<Option>;

/** The options of a command by longest name, as the engine defines them or as its help lists them. */
export interface Interface {
  readonly source: 'definitions' | 'help';
  readonly options: Readonly<Record<string, KnownOption>>;
}

/** The keys are the facets. */
export interface Observation {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of the engine's own JSON log written during the step. */
  readonly events: readonly Json[];
  readonly files: Readonly<Record<string, FileChange>>;
  readonly artifacts: Readonly<Record<string, Artifact>>;
  /** Compiled and run SQL, by path. */
  readonly sql: Readonly<Record<string, string>>;
  readonly statements: readonly Statement[];
  /** Schemas and relations by `schema.name`. */
  readonly database: Readonly<Record<string, Relation>>;
  /** Answers by URL, where the step was about a server; absent elsewhere. */
  readonly http?: Readonly<Record<string, Answer>>;
  /** Where the step asks for help; absent elsewhere. */
  readonly interface?: Interface;
}
