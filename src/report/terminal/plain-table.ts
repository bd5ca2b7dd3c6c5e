/** A table for terminals, without lines. */
import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Columns of the terminal, with the two spaces after each column; as wide as its texts when absent. */
  readonly width?: number;
  /** What becomes of longer texts: they are cut, or broken between words. */
  readonly wrap?: boolean;
}

/** Colours in texts do not count as width, wide characters count as two. Lines have no spaces at their ends. */
export function plainTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const texts = [columns.map(({ head }) => head), ...rows];
  const widths = columns.map(
    ({ width }, at) => (width ?? 2 + Math.max(...texts.map((row) => widthOf(row[at] ?? '')))) - 2,
  );
  return texts
    .flatMap((row) => {
      const cells = columns.map(({ wrap }, at) => {
        const [text, width] = [row[at] ?? '', widths[at] as number];
        return wrap ? wrapped(text, width) : [cutTo(text, width)];
      });
      const height = Math.max(...cells.map(({ length }) => length));
      return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ''));
    })
    .map((row) => row.map((text, at) => padded(text, widths[at] as number, columns[at]?.align)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** East Asian wide and full-width characters, and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns of the terminal that a text takes. */
export const widthOf = (text: string): number =>
  [...characters.segment(stripVTControlCharacters(text))].reduce(
    (sum, { segment }) => sum + (wide.test(segment) ? 2 : 1),
    0,
  );

const padded = (text: string, width: number, align: Column['align'] = 'left') => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
};

/** A text that fits, with `…` where it was cut. Coloured texts are never cut. */
function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  for (const { segment } of characters.segment(text)) {
    if (widthOf(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

function wrapped(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trimStart();
    if (widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines[0] === '' ? lines.slice(1) : lines;
}
