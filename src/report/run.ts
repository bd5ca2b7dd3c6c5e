/** A finished run: what the reports are made of. */

import type { Finding } from '../diagnose/finding.ts';
import type { Engine } from '../engines/engine.ts';
import type { ToMend } from '../judge/to-mend.ts';
import type { CaseResult } from '../judge/verdict.ts';
import type { Tier } from '../plan/case.ts';
import type { CommandOptions } from '../plan/matrix.ts';
import type { Earlier } from './changes.ts';
import type { Host } from './host.ts';

export interface Run {
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
  readonly reference: Engine;
  readonly candidate: Engine;
  readonly results: readonly CaseResult[];
  /** Options of the reference's commands: what coverage is counted against; none where that is nobody's concern. */
  readonly options: readonly CommandOptions[];
  /** Expectations that this run shows to be wrong. */
  readonly toMend: readonly ToMend[];
  /** The earlier run that this one is held against, where one was named. */
  readonly against?: Earlier | undefined;
  readonly findings: readonly Finding[];
  /** Folder the reports go to. */
  readonly out: string;
}
