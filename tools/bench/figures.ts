/** How numbers of the benchmark are written for people. */

/** Three digits that count: `0.72`, `8.54`, `41.5`, `1234`. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(3, Math.max(0, digits)));
}

/** `×3.41`: how many times quicker. */
export const times = (ratio: number): string => `×${ratio.toFixed(ratio < 10 ? 2 : 1)}`;

/** `4.7 %`; a dash where there is none. */
export const percentage = (share: number | null): string =>
  share === null ? '–' : `${figure(share * 100)} %`;

/** `itself` for the reference as its own candidate. */
export const against = (entry: { readonly reference: string; readonly candidate: string }): string =>
  entry.candidate === entry.reference ? 'itself' : entry.candidate;
