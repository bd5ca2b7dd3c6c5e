/** JSON that does nothing to a terminal it is shown on. */

/** Of what JSON leaves as it is: DEL, the second set of controls, invisible and direction-changing characters. */
const acting = /[\u007f-\u009f\p{Cf}]/gu;

/** @returns JSON of the same value in which such characters are written as escapes. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(acting, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
