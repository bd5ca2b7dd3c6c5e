/** The verdict on a case. */
import { z } from 'zod';
import { caseSchema } from '../cases/case.ts';
import { type Impact, reaches } from '../config/impact.ts';
import type { Data } from '../config/valid-json.ts';
import { type Difference, differenceSchema } from '../facets/difference.ts';
import { endSchema, stepShownSchema } from './causes/shown.ts';

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

const text = z.string();
const side = z.enum(['reference', 'candidate']);
const seconds = z.number().nonnegative();
const counts = z.record(text, z.int());
/** By placeholder and by what it stands for, in how many places. */
const replaced = z.record(text, counts);

const stepExits = z.strictObject({
  /** Index of the step in its case. */
  step: z.int(),
  reference: endSchema,
  candidate: endSchema,
});
/** How both sides of one engine step ended. */
export type StepExits = Data<typeof stepExits>;

export const caseResultSchema = z.strictObject({
  case: caseSchema,
  verdict: z.enum(verdicts),
  /** For `blocked`: the fingerprint of the cause that blocks it. */
  blockedBy: text.exactOptional(),
  /** For `error` and `skipped`: why. For `blocked`: which step deviated. */
  reason: text.exactOptional(),
  /** For `error`: a step that the case expects to succeed, or to fail in another way, failed on the reference. */
  referenceFailed: z.literal(true).exactOptional(),
  seconds: z.strictObject({ reference: seconds, candidate: seconds }),
  /** Whether the reference did not run: what it showed in an earlier run was taken. Absent as `exits` is. */
  cached: z.boolean().exactOptional(),
  /** For a case that tries an option alone: whether it showed anything on the reference. */
  effect: z.boolean().exactOptional(),
  /** How many places of both sides each normaliser changed. Absent as `exits` is. */
  touched: counts.exactOptional(),
  /** Names and versions of the engines that were replaced by placeholders. Absent as `exits` is. */
  identity: z.strictObject({ reference: replaced, candidate: replaced }).exactOptional(),
  /** Absent when nothing was run to its end. */
  exits: z.array(stepExits).exactOptional(),
  /** What each side did, step by step. Absent as `exits` is. */
  shown: z.array(stepShownSchema).exactOptional(),
  /** Sides whose steps, as far as the verdict rests on them, were forked from a host. Absent where there are none. */
  warm: z.array(side).exactOptional(),
  /** It was chosen to be run cold as well, and showed the same. */
  checkedCold: z.literal(true).exactOptional(),
  differences: z.array(differenceSchema),
});
export type CaseResult = Data<typeof caseResultSchema>;

/** What makes a run fail: differences that no expectation covers, with at least that impact. */
export const failing = (
  { differences }: Pick<CaseResult, 'differences'>,
  threshold: Impact,
): readonly Difference[] =>
  differences.filter(({ expectation, impact }) => expectation === undefined && reaches(impact, threshold));
