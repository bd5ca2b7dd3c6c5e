/** The verdict on a case. */

import type { Case } from '../cases/case.ts';
import type { Difference } from '../facets/difference.ts';
import { type Impact, reaches } from '../facets/impact.ts';
import type { Replaced } from '../identity/replace.ts';
import type { Touched } from '../normalise/touched.ts';
import type { Side } from '../workspace/workspace.ts';
import type { StepShown } from './causes/shown.ts';

/** In the order of reports. `unstable`: only some runs of the case showed the differences without an expectation. */
export const verdicts = ['same', 'expected', 'different', 'unstable', 'blocked', 'error', 'skipped'] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * Verdicts of cases whose subject ran on both sides and was compared. Such a case covers its requirements, whether they are met or
 * not. `blocked` does not count, because the sides were not equal before the subject, nor do `error` and `skipped`.
 */
export const compared: readonly Verdict[] = ['same', 'expected', 'different', 'unstable'];

/** Verdicts that say nothing about the candidate. */
export const unjudged: readonly Verdict[] = ['error', 'skipped'];

/** How both sides of one engine step ended: exit code, name of the signal, or the limit that was hit. */
export interface StepExits {
  /** Index of the step in its case. */
  readonly step: number;
  readonly reference: number | string;
  readonly candidate: number | string;
}

export interface CaseResult {
  readonly case: Case;
  readonly verdict: Verdict;
  /** For `blocked`: the fingerprint of the finding that blocks it. */
  readonly blockedBy?: string;
  /** For `error` and `skipped`: why. For `blocked`: which step deviated. */
  readonly reason?: string;
  /** For `error`: a step that the case expects to succeed, or to fail in another way, failed on the reference. */
  readonly referenceFailed?: true;
  readonly seconds: { readonly reference: number; readonly candidate: number };
  /** Whether the reference did not run: what it showed in an earlier run was taken. Absent as `exits` is. */
  readonly cached?: boolean;
  /** For a case that tries an option alone: whether it showed anything on the reference. */
  readonly effect?: boolean;
  /** How many places of both sides each normaliser changed. Absent as `exits` is. */
  readonly touched?: Touched;
  /** Names and versions of the engines that were replaced by placeholders. Absent as `exits` is. */
  readonly identity?: Readonly<Record<Side, Replaced>>;
  /** Absent when nothing was run to its end. */
  readonly exits?: readonly StepExits[];
  /** What each side did, step by step. Absent as `exits` is. */
  readonly shown?: readonly StepShown[];
  /** Sides whose steps, as far as the verdict rests on them, were forked from a host. Absent where there are none. */
  readonly warm?: readonly Side[];
  /** It was chosen to be run cold as well, and showed the same. */
  readonly checkedCold?: true;
  readonly differences: readonly Difference[];
}

/** What makes a run fail: differences that no expectation covers, with at least that impact. */
export const failing = (
  { differences }: Pick<CaseResult, 'differences'>,
  threshold: Impact,
): readonly Difference[] =>
  differences.filter(({ expectation, impact }) => expectation === undefined && reaches(impact, threshold));
