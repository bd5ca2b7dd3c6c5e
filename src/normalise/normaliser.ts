/** What a normaliser is. */

import type { Json, Relation } from '../observe/observation.ts';
import type { Statement } from '../postgres/database.ts';

/** What a normaliser may know about the side and step it cleans. */
export interface Frame {
  /** Folders of this side and what stands for each, longest first. */
  readonly folders: readonly (readonly [folder: string, placeholder: string])[];
  /** Name of the twin's database. */
  readonly database: string;
  /** Port of the workspace, if the case uses it. */
  readonly port?: number;
  /** From the first step of the side to the end of this one, in milliseconds since 1970. */
  readonly window: { readonly start: number; readonly end: number };
  /** Random ids the engine gave its invocations during the step. */
  readonly invocations: ReadonlySet<string>;
  /** Ids of the nodes that each node needs, from the manifest that the step wrote, or else the other side; empty without any. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** The most nodes that either side works on at a time, as it says itself; 1 where both say nothing. */
  readonly atOnce: number;
  /** Whether either side skips nodes. */
  readonly skips: boolean;
}

/**
 * Removes what may differ between two runs of the same engine, and nothing else.
 * `text` sees every string of an observation; `value` sees every number and string with the keys that lead to it;
 * `events` sees the engine’s log as a whole, `lines` one stream of its output.
 */
export interface Normaliser {
  readonly name: string;
  /** Why one engine varies here between two runs of itself. */
  readonly why: string;
  readonly text?: (text: string, frame: Frame) => string;
  /**
   * Found in every text that `text` changes; without flags. Most texts hold no trigger of any normaliser and are left
   * alone after one look. Without a trigger, `text` is handed every text, and a large manifest has millions.
   */
  readonly trigger?: RegExp | ((frame: Frame) => RegExp);
  readonly lines?: (lines: readonly string[], frame: Frame) => readonly string[];
  readonly events?: (events: readonly Json[], frame: Frame) => readonly Json[];
  /** Statements as they reached the server, by session, before all else. */
  readonly statements?: (statements: readonly Statement[], frame: Frame) => readonly Statement[];
  /** `relation` sees each relation of the database, `artifact` each artifact, both before all else. */
  readonly relation?: (relation: Relation, frame: Frame) => Relation;
  readonly artifact?: (name: string, content: Json, frame: Frame) => Json;
  readonly value?: (value: Json, path: readonly string[], frame: Frame) => Json;
}
