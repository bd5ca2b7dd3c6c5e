/** The causes of a run as tables for a terminal. */

import type pc from 'picocolors';
import type { Impact } from '../../facets/impact.ts';
import { counted } from '../../facets/wording.ts';
import type { Ranked } from '../ranking.ts';
import { withoutCommands } from '../title.ts';
import { visibleLine } from '../visible.ts';
import { plainTable } from './plain-table.ts';

export type Colours = ReturnType<typeof pc.createColors>;

/** A word and a shape each: colour alone says nothing to many people and to every log file. */
const symbols: Readonly<Record<Impact, string>> = {
  data: '◆',
  outcome: '✖',
  contract: '▲',
  console: '•',
  internals: '·',
};

/** More causes than a screen holds are counted, with the place where they all are. */
const maxCauses = 25;
const headings = { new: 'new cause', known: 'known cause', intended: 'intended cause' } as const;

/** New causes first, intended ones last, with the same columns. */
export function causeTables(
  listed: readonly Ranked[],
  { colours, width }: { readonly colours: Colours; readonly width: number },
): readonly string[] {
  const shown = listed.slice(0, maxCauses);
  const commands = Math.max('commands'.length, ...shown.map(({ finding }) => commandList(finding).length));
  const groups = Map.groupBy(shown, ({ finding }) => finding.standing);
  const tables = [...groups].flatMap(([standing, group], index) => {
    const all = listed.filter(({ finding }) => finding.standing === standing).length;
    const [head = '', ...rows] = causeTable(group, commands, { colours, width });
    return [...(index === 0 ? [head] : []), colours.bold(counted(all, headings[standing])), ...rows];
  });
  const rest = listed.length - shown.length;
  return rest > 0 ? [...tables, `… and ${counted(rest, 'more cause')}: see summary.md`] : tables;
}

function causeTable(
  ranked: readonly Ranked[],
  commands: number,
  { colours, width }: { readonly colours: Colours; readonly width: number },
): readonly string[] {
  const paint = {
    data: colours.red,
    outcome: colours.red,
    contract: colours.yellow,
    console: colours.cyan,
    internals: colours.dim,
  };
  // Widths include the two spaces after each column; the title gets what the others leave.
  const title = Math.max(20, width - 12 - (commands + 2) - 7);
  return plainTable(
    [
      { head: colours.dim('impact'), align: 'left', width: 12 },
      { head: colours.dim('cause'), align: 'left', width: title },
      { head: colours.dim('commands'), align: 'left', width: commands + 2 },
      { head: colours.dim('cases'), align: 'right', width: 7 },
    ],
    ranked.map(({ finding }) => {
      const word = `${symbols[finding.impact]} ${finding.impact}`;
      return [
        finding.standing === 'new' ? paint[finding.impact](word) : colours.dim(word),
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
