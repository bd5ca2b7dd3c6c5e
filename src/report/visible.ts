/** Output of engines made safe to show: it may contain anything, terminal escapes included. */

/** Characters that act instead of showing: controls, escapes, invisible and direction-changing ones, odd spaces, lone surrogates. */
const acting = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu;

/**
 * Shows what a character would hide: `␛[31m` for a colour, `\u{202e}` for a change of direction, `␠` for spaces at
 * the end of a line, `⇥` for a tab. Line feeds stay.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n/g, '␍\n')
    .replaceAll('\t', '⇥')
    .replace(acting, (character) => {
      if (character === '\n') return character;
      if (character === '\u001b') return '␛';
      const code = character.codePointAt(0) ?? 0;
      return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `\\u{${code.toString(16)}}`;
    })
    .replace(/ +$/gm, (spaces) => '␠'.repeat(spaces.length));
}

/** `visible`, on one line: line feeds as `⏎`, but for those at the ends; cut after `limit` characters. */
export const wholeLine = (text: string, limit = 200): string =>
  cut(visible(text.replace(/^\n+|\n+$/g, '')).replaceAll('\n', '⏎'), limit);

/** The same without any space at the ends. */
export const visibleLine = (text: string, limit?: number): string => wholeLine(text.trim(), limit);

/** At most `limit` characters, saying how many were left out. Never splits a character in two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (+${text.length - kept.length} characters)`;
}

/** Of what JSON leaves as it is: DEL, the second set of controls, invisible and direction-changing characters. */
const actingInJson = /[\u007f-\u009f\p{Cf}]/gu;

/** JSON of a value, with escapes for the characters that would act on a terminal. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(actingInJson, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
