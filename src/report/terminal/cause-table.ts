/** The causes of a run as tables for a terminal. */
import type { Impact } from '../../config/impact.ts';
import { counted } from '../../facets/wording.ts';
import type { Ranked } from '../ranking.ts';
import { visibleLine } from '../visible.ts';
import { withoutCommands } from '../wording.ts';
import type { Paint } from './paint.ts';
import { plainTable } from './plain-table.ts';

/** A symbol and a colour for each impact: colour alone says nothing to many people and to every log file. */
const marks = {
  data: ['◆', 'red'],
  outcome: ['✖', 'red'],
  contract: ['▲', 'yellow'],
  console: ['•', 'cyan'],
  internals: ['·', 'dim'],
} as const satisfies Readonly<Record<Impact, unknown>>;

/** More causes than a screen has lines for are counted. */
const maxCauses = 25;

/** New causes first, intended ones last, with the same columns. */
export function causeTables(listed: readonly Ranked[], paint: Paint, width: number): readonly string[] {
  const shown = listed.slice(0, maxCauses);
  const commands =
    2 + Math.max('commands'.length, ...shown.map(({ finding }) => commandList(finding).length));
  const groups = Map.groupBy(shown, ({ finding }) => finding.status);
  const tables = [...groups].flatMap(([status, group], index) => {
    const all = listed.filter(({ finding }) => finding.status === status).length;
    const [head = '', ...rows] = causeTable(group, commands, paint, width);
    return [...(index === 0 ? [head] : []), paint('bold', counted(all, `${status} cause`)), ...rows];
  });
  const rest = listed.length - shown.length;
  return rest > 0 ? [...tables, `… and ${counted(rest, 'more cause')}: see summary.md`] : tables;
}

function causeTable(
  ranked: readonly Ranked[],
  commands: number,
  paint: Paint,
  width: number,
): readonly string[] {
  const [impact, cases] = [12, 7];
  const title = Math.max(20, width - impact - commands - cases);
  return plainTable(
    [
      { head: paint('dim', 'impact'), align: 'left', width: impact },
      { head: paint('dim', 'cause'), align: 'left', width: title },
      { head: paint('dim', 'commands'), align: 'left', width: commands },
      { head: paint('dim', 'cases'), align: 'right', width: cases },
    ],
    ranked.map(({ finding }) => {
      const [symbol, colour] = marks[finding.impact];
      return [
        paint(finding.status === 'new' ? colour : 'dim', `${symbol} ${finding.impact}`),
        visibleLine(withoutCommands(finding)),
        commandList(finding),
        String(finding.cases.length),
      ];
    }),
  ).split('\n');
}

function commandList({ commands: [first = '', second, ...rest] }: Ranked['finding']): string {
  const more = rest.length > 0 ? ` +${rest.length}` : '';
  return second === undefined ? first : `${first}, ${second}${more}`;
}
