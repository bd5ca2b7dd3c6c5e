/** Tables for terminals: aligned columns without borders. */
import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** In characters, including the gap after the column. Default: fits the longest text. */
  readonly width?: number;
  /** Whether texts that are too long are broken between words; they are cut by default. */
  readonly wrap?: boolean;
}

/** Spaces after each column. */
const gap = 2;

/** Widths are what a terminal shows: colours have none, wide characters take two. Lines do not end with spaces. */
export function plainTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const texts = [columns.map(({ head }) => head), ...rows];
  const widths = columns.map(({ width }, index) =>
    width === undefined ? Math.max(...texts.map((row) => widthOf(row[index] ?? ''))) : width - gap,
  );
  return texts
    .flatMap((row) => {
      const cells = columns.map(({ wrap }, index) => {
        const [text, width] = [row[index] ?? '', widths[index] as number];
        return wrap ? wrapped(text, width) : [cutTo(text, width)];
      });
      const height = Math.max(...cells.map(({ length }) => length));
      return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ''));
    })
    .map((row) =>
      row
        .map((text, index) => padded(text, widths[index] as number, columns[index]?.align))
        .join(' '.repeat(gap)),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

/** East Asian wide and full-width characters, and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Width of a text in a terminal, in columns of one narrow character. */
export const widthOf = (text: string): number =>
  [...characters.segment(stripVTControlCharacters(text))].reduce(
    (sum, { segment }) => sum + (wide.test(segment) ? 2 : 1),
    0,
  );

const padded = (text: string, width: number, align: Column['align'] = 'left') => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
};

/** Shortens a text that is too wide, with `…` at its end. Must not be used for a coloured text that is too wide. */
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
    const extended = `${lines.at(-1)} ${word}`.trimStart();
    if (widthOf(extended) <= width) lines[lines.length - 1] = extended;
    else lines.push(word);
  }
  return lines[0] === '' ? lines.slice(1) : lines;
}
