/** Who notices a difference. */

/** Highest first: data, what happened, what programs read, what people read, what neither relies on. */
export const impacts = ['data', 'outcome', 'contract', 'console', 'internals'] as const;
export type Impact = (typeof impacts)[number];

/** Whether an impact is as high as a threshold, or higher. */
export const reaches = (impact: Impact, threshold: Impact): boolean =>
  impacts.indexOf(impact) <= impacts.indexOf(threshold);
