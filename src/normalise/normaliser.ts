/** What a normaliser is. */
import type { Json } from '../config/json.ts';
import type { Parents } from '../dbt/node-graph.ts';
import type { Relation } from '../observe/observation.ts';
import type { Statement } from '../postgres/database.ts';

/** What a normaliser may know about a side and step. */
export interface Context {
  /** Folders of this side and their placeholders, the longest first. */
  readonly folders: readonly (readonly [folder: string, placeholder: string])[];
  /** Name of the case's database. */
  readonly database: string;
  /** Port of the workspace, if the case uses it. */
  readonly port?: number;
  /** From the first step of the side to the end of this one, in milliseconds since 1970. */
  readonly window: { readonly start: number; readonly end: number };
  /** Random ids of the engine's invocations in this step. */
  readonly invocations: ReadonlySet<string>;
  /** From the manifest that the step wrote, or else from that of the other side; empty without any. */
  readonly parents: Parents;
  /** How many nodes either side runs at the same time, as it says itself; 1 if neither says so. */
  readonly atOnce: number;
  /** Whether either side skips nodes. */
  readonly skips: boolean;
}

/** Removes what may differ between two runs of the same engine, and nothing else. */
export interface Normaliser {
  readonly name: string;
  /** Why two runs of the same engine differ here. */
  readonly why: string;
  /** Changes every text of an observation. */
  readonly text?: (text: string, context: Context) => string;
  /**
   * Matches every text that `text` changes; without flags. Most texts match no trigger and are left alone after one test.
   * Without a trigger, `text` is called for every text, and a large manifest has millions.
   */
  readonly trigger?: RegExp | ((context: Context) => RegExp);
  /** Changes every number and text; the path consists of the keys that lead to it. */
  readonly value?: (value: Json, path: readonly string[], context: Context) => Json;
  /** Changes one stream of the output as a whole. */
  readonly lines?: (lines: readonly string[], context: Context) => readonly string[];
  /** Changes the engine's log as a whole. */
  readonly events?: (events: readonly Json[], context: Context) => readonly Json[];
  /** Changes all statements, as they reached the server, by session, before all else. */
  readonly statements?: (statements: readonly Statement[], context: Context) => readonly Statement[];
  /** Changes a relation of the database, before all else. */
  readonly relation?: (relation: Relation, context: Context) => Relation;
  /** Changes an artifact, before all else. */
  readonly artifact?: (name: string, content: Json, context: Context) => Json;
}
