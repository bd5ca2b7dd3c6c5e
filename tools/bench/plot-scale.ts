/** Scales of a plot: from values to places on the picture, and which values are written along them. */

export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/** First and last place; the first may be the greater one, as heights grow downwards. */
export type Range = readonly [from: number, to: number];

const between = ([from, to]: Range, share: number) => from + (to - from) * share;

/** How much higher than its greatest value a linear scale is: room for what is written on top. */
const headroom = 1.12;

/** From 0 to a round number above all values, in four to twelve steps. */
export function linear(values: readonly number[], range: Range): Scale {
  const most = Math.max(...values, Number.EPSILON);
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = magnitude * (most / magnitude > 5 ? 1 : most / magnitude > 2 ? 0.5 : 0.2);
  const steps = Math.ceil((most * headroom) / step);
  return {
    place: (value) => between(range, value / (steps * step)),
    ticks: Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(6))),
  };
}

/** By orders of magnitude, between powers of ten. */
export function logarithmic(values: readonly number[], range: Range): Scale {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const span = Math.max(1, high - low);
  return {
    place: (value) => between(range, (Math.log10(Math.max(value, 10 ** low)) - low) / span),
    ticks: Array.from({ length: span + 1 }, (_, index) => 10 ** (low + index)),
  };
}

/** By orders of magnitude, from the least value to the greatest, each of them written. */
export function stations(values: readonly number[], range: Range): Scale {
  const logs = values.map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return {
    place: (value) => between(range, high > low ? (Math.log10(value) - low) / (high - low) : 0.5),
    ticks: values,
  };
}
