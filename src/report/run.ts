/** A finished run: what it leaves as data, and what follows from that. */

import type { Adaptation } from '../cases/adaptation.ts';
import type { CommandOptions } from '../cases/options/matrix.ts';
import type { Shard } from '../cases/suites.ts';
import type { Invented } from '../compare/confirm/confirmations.ts';
import type { Tier } from '../config/tiers.ts';
import type { Engine } from '../engines/engine.ts';
import type { Impact } from '../facets/impact.ts';
import type { Expectation } from '../findings/expectations/expectation.ts';
import type { ToFix } from '../findings/expectations/to-fix.ts';
import type { Finding } from '../findings/finding.ts';
import type { Code } from '../findings/suspects/code-index.ts';
import type { CaseResult } from '../findings/verdict.ts';
import type { Side } from '../workspace/workspace.ts';
import type { Earlier } from './changes.ts';
import type { Host } from './host.ts';

/** An adaptation that was applied, and for whom. */
export type Adapted = Pick<Adaptation, 'id' | 'file' | 'reason' | 'as_is'> & { readonly side: Side };

/** What reports say of an engine. Where it is installed is of this machine only. */
export type EngineName = Pick<Engine, 'spec' | 'command' | 'version' | 'release' | 'lock' | 'packages'>;

/** Leaves out what is not in `EngineName`. */
export const engineName = ({ spec, command, version, release, lock, packages }: EngineName): EngineName => ({
  spec,
  command,
  version,
  release,
  lock,
  packages,
});

/** What a run leaves in `run.json`: all of its reports can be written from this, on any machine. */
export interface RunData {
  /** Sortable id, also the name of its folder under `reports/`. */
  readonly id: string;
  /** ISO time. */
  readonly started: string;
  readonly seconds: number;
  readonly tier: Tier;
  readonly database: {
    readonly provider: string;
    readonly version: string;
    readonly why: string;
    readonly statements: string;
  };
  readonly workers: number;
  readonly harnessVersion: string;
  readonly host: Host;
  readonly reference: EngineName;
  readonly candidate: EngineName;
  /** Modules of the candidate's own package, relative to where packages are: among them are the suspects. */
  readonly modules: readonly string[];
  /** What of both engines' code can explain the differences; absent where there are none. */
  readonly code?: Code;
  readonly results: readonly CaseResult[];
  /** Ids of all cases there are, run or not: an expectation may be about those left out. */
  readonly planned: readonly string[];
  /** Options of the reference's commands: what coverage is counted against; none where that is nobody's concern. */
  readonly options: readonly CommandOptions[];
  /** What was changed about the projects for a side. */
  readonly adaptations: readonly Adapted[];
  /** Those that differences were matched against. */
  readonly expectations: readonly Expectation[];
  /** The earlier run that this one is held against, where one was named. */
  readonly against?: Earlier;
  /** Which part of a selection it ran, and the ids of the whole selection in order. */
  readonly shard?: Shard & { readonly selected: readonly string[] };
  /** It was stopped; what it did not get to is `skipped`. */
  readonly interrupted?: true;
  /** The lowest impact with which a difference that no expectation covers makes the run fail. */
  readonly threshold: Impact;
  /** What chose the cases that were also run cold; absent where none were to be. */
  readonly seed?: string;
  /** What only warm hosts showed: no verdict rests on it. */
  readonly invented: readonly Invented[];
}

/** What the reports are made of. */
export interface Run extends RunData {
  /** Expectations and adaptations that this run shows to be wrong. */
  readonly toFix: readonly ToFix[];
  readonly findings: readonly Finding[];
  /** Folder the reports go to. */
  readonly out: string;
}
