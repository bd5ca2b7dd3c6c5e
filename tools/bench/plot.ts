/** The results as a picture. */
import { counted } from '../../src/facets/wording.ts';
import { against, times } from './figures.ts';
import { barsPanel, type Group, type Line, linesPanel } from './plot-panels.ts';
import { curve, ink, picture, rect, text } from './plot-svg.ts';
import type { Bench, CasesEntry, ModelsEntry, PairEntry } from './schema.ts';

const colours = { naive: '#8c959f', uncached: '#0969da', cached: '#1a7f37' } as const;
const size = { width: 880, height: 640 };
const longestLabel = 24;

/** SVG: the pairs as bars, the two ways to grow as lines. Pure. */
export const renderPlot = ({ pairs, cases_scale, models_scale }: Bench): string =>
  picture(
    size.width,
    size.height,
    'Seconds of a naive script and of dvt-compat, without and with its cache',
    [
      ...legend(),
      ...barsPanel({ left: 24, top: 56, right: 856, bottom: 336 }, pairsTitle(pairs), pairs.map(groupOf)),
      ...linesPanel(
        { left: 24, top: 352, right: 424, bottom: 624 },
        'Seconds per case, 2 workers',
        'cases',
        casesLines(cases_scale),
        false,
      ),
      ...linesPanel(
        { left: 456, top: 352, right: 856, bottom: 624 },
        'Seconds for one case, from start to end',
        'models in the project',
        modelsLines(models_scale),
        true,
      ),
    ],
  );

function pairsTitle(pairs: readonly PairEntry[]): string {
  if (pairs.length === 0) return 'Seconds of pairs';
  const each = (of: (pair: PairEntry) => string | number) => [...new Set(pairs.map(of))].join(' or ');
  return `Seconds for ${each(({ cases }) => cases)} cases, ${each(({ reference }) => reference)} against …`;
}

const groupOf = (pair: PairEntry): Group => ({
  label: [shortened(against(pair)), counted(pair.workers, 'worker')],
  bars: [
    { value: pair.naive_seconds, colour: colours.naive },
    { value: pair.uncached_seconds, colour: colours.uncached, remark: times(pair.ratio_uncached) },
    { value: pair.cached_seconds, colour: colours.cached, remark: times(pair.ratio_cached) },
  ],
});

const casesLines = (entries: readonly CasesEntry[]): readonly Line[] => [
  line(entries, colours.uncached, (one) => [one.cases, one.uncached_seconds_per_case]),
  line(entries, colours.cached, (one) => [one.cases, one.cached_seconds_per_case]),
  ownTime(entries, colours.uncached, (one) => [one.cases, one.harness_cpu_seconds_per_case]),
  ownTime(entries, colours.cached, (one) => [one.cases, one.harness_cpu_seconds_per_case_cached]),
];

const modelsLines = (entries: readonly ModelsEntry[]): readonly Line[] => [
  line(entries, colours.naive, (one) => [one.models, one.naive_seconds]),
  line(entries, colours.uncached, (one) => [one.models, one.uncached_seconds]),
  line(entries, colours.cached, (one) => [one.models, one.cached_seconds]),
  ownTime(entries, colours.uncached, (one) => [one.models, one.uncached.harness_cpu_seconds]),
  ownTime(entries, colours.cached, (one) => [one.models, one.cached.harness_cpu_seconds]),
];

type Point<Entry> = (entry: Entry) => readonly [number, number];

const line = <Entry>(entries: readonly Entry[], colour: string, point: Point<Entry>): Line => ({
  points: entries.map(point),
  colour,
});

const ownTime = <Entry>(entries: readonly Entry[], colour: string, point: Point<Entry>): Line => ({
  ...line(entries, colour, point),
  dashed: true,
});

const shortened = (label: string) =>
  label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;

function legend(): readonly string[] {
  const entry = (x: number, colour: string, label: string) => [
    rect(x, 22, 12, 12, colour),
    text(x + 18, 32, label),
  ];
  return [
    ...entry(24, colours.naive, 'naive script'),
    ...entry(144, colours.uncached, 'dvt-compat, empty cache'),
    ...entry(344, colours.cached, 'dvt-compat, filled cache'),
    curve(
      [
        [546, 28],
        [574, 28],
      ],
      ink.faint,
      true,
    ),
    text(584, 32, 'processor time of the harness itself'),
  ];
}
