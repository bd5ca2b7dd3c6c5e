/**
 * Texts so long that to read and to write them takes more than all else of a step: an engine's page of documentation has
 * 2 MB, and is the same in step after step. Those met last are remembered with what was made of them.
 */

/** Bytes from which on a text is long. */
const long = 256 * 1024;
/** As many as two engines have pages. */
const remembered = 2;

interface LongText {
  readonly bytes: Buffer;
  readonly text: string;
  /** The text as JSON, once it was asked for. */
  json?: Buffer;
}

const met: LongText[] = [];

/** Decodes UTF-8. Of equal bytes the text is the very same, so that comparing it costs nothing. */
export function decode(bytes: Buffer): string {
  if (bytes.length < long) return bytes.toString('utf8');
  return (met.find((one) => one.bytes.equals(bytes)) ?? remember(bytes)).text;
}

/** A text as JSON; in bytes where they are at hand, as to encode them costs as much again. */
export function toJson(text: string): string | Buffer {
  const known = met.find((one) => one.text === text);
  if (!known) return JSON.stringify(text);
  known.json ??= Buffer.from(JSON.stringify(text));
  return known.json;
}

function remember(bytes: Buffer): LongText {
  const one = { bytes, text: bytes.toString('utf8') };
  met.unshift(one);
  met.length = Math.min(met.length, remembered);
  return one;
}
