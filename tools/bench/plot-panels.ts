/** The two kinds of panel in the plot: groups of bars, and lines. */
import { figure } from './figures.ts';
import { linear, logarithmic, type Scale, stations } from './plot-scale.ts';
import { curve, ink, rect, rule, text } from './plot-svg.ts';

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Bar {
  readonly value: number;
  readonly colour: string;
  /** Stands above the value. */
  readonly remark?: string;
}

export interface Group {
  /** Lines of text under the group. */
  readonly label: readonly string[];
  readonly bars: readonly Bar[];
}

export interface Line {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly colour: string;
  readonly dashed?: boolean;
}

/** Room within a panel for the title above, the numbers at the left, and what stands below. */
const margin = { top: 34, left: 46, bottom: 38 };
const widestBar = 46;

/** Groups of bars, each with its value on top. */
export function barsPanel(area: Area, title: string, groups: readonly Group[]): readonly string[] {
  if (groups.length === 0) return empty(area, title);
  const inner = innerOf(area);
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value));
  const y = linear(values, [inner.bottom, inner.top]);
  const room = (inner.right - inner.left) / groups.length;
  const drawn = groups.flatMap(({ label, bars }, index) => {
    const width = Math.min(widestBar, (room * 0.8) / bars.length);
    const middle = inner.left + room * (index + 0.5);
    const start = middle - (width * bars.length) / 2;
    return [
      ...bars.flatMap((bar, place) => barWithLabels(bar, start + place * width, width, y, inner.bottom)),
      ...label.map((line, row) => text(middle, inner.bottom + 16 + row * 15, line, { anchor: 'middle' })),
    ];
  });
  return [...frame(area, title, y), ...drawn];
}

function barWithLabels(
  { value, colour, remark }: Bar,
  left: number,
  width: number,
  y: Scale,
  bottom: number,
): readonly string[] {
  const [middle, top] = [left + width / 2, y.place(value)];
  return [
    rect(left + 1, top, width - 2, bottom - top, colour),
    text(middle, top - 5, figure(value), { anchor: 'middle', size: 11, halo: true }),
    ...(remark === undefined
      ? []
      : [text(middle, top - 19, remark, { anchor: 'middle', size: 12, bold: true, halo: true })]),
  ];
}

/** Lines over numbers that grow by orders of magnitude. @param magnitudes whether heights do so as well. */
export function linesPanel(
  area: Area,
  title: string,
  axis: string,
  lines: readonly Line[],
  magnitudes: boolean,
): readonly string[] {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return empty(area, title);
  const inner = innerOf(area);
  const heights = points.map(([, height]) => height);
  const x = stations([...new Set(points.map(([at]) => at))], [inner.left + 24, inner.right - 24]);
  const y = (magnitudes ? logarithmic : linear)(heights, [inner.bottom, inner.top]);
  return [
    ...frame(area, title, y),
    ...x.ticks.map((tick) => text(x.place(tick), inner.bottom + 16, String(tick), { anchor: 'middle' })),
    text((inner.left + inner.right) / 2, inner.bottom + 32, axis, { anchor: 'middle', fill: ink.faint }),
    ...lines.map(({ points, colour, dashed }) =>
      curve(
        points.map(([at, height]) => [x.place(at), y.place(height)]),
        colour,
        dashed,
      ),
    ),
  ];
}

const innerOf = ({ left, top, right, bottom }: Area): Area => ({
  left: left + margin.left,
  top: top + margin.top,
  right,
  bottom: bottom - margin.bottom,
});

const heading = ({ left, top }: Area, title: string) => text(left, top + 12, title, { bold: true, size: 13 });

function frame(area: Area, title: string, y: Scale): readonly string[] {
  const { left, right } = innerOf(area);
  return [
    heading(area, title),
    ...y.ticks.flatMap((tick) => [
      rule(left, y.place(tick), right, y.place(tick)),
      text(left - 6, y.place(tick) + 4, String(tick), { anchor: 'end', size: 11, fill: ink.faint }),
    ]),
  ];
}

const empty = (area: Area, title: string): readonly string[] => [
  heading(area, title),
  text((area.left + area.right) / 2, (area.top + area.bottom) / 2, 'not measured yet', {
    anchor: 'middle',
    fill: ink.faint,
  }),
];
