/** The texts that a compiled module holds: what `strings` prints, and the string table that Cython compresses. */
import { inflateSync } from 'node:zlib';

/** Shorter runs of printable characters are mostly machine code. */
const shortest = 4;
/** A table of fewer strings than this is found by chance too easily. */
const fewest = 10;

/** Distinct texts of a compiled module, in the order of the file. */
export function textsOfCompiled(file: Buffer): readonly string[] {
  const tables = compressed(file).flatMap((table) => split(table, file));
  const printable = runs(file).filter((text) => !/^(_*Py|__pyx|_?_?cython|co_|GLIBC)/i.test(text));
  // With a table, what else can be printed is documentation, symbols, and the names of functions.
  const others = tables.length > 0 ? printable.filter((text) => /^\w+(\.[\w<>]+)+$/.test(text)) : printable;
  return [...new Set([...tables, ...others])];
}

/** Qualified names of the functions of a Cython module: `dvt.cli.run.DVTRunner._load_manifest`. */
export function functionsOfCompiled(texts: readonly string[], module: string): readonly string[] {
  const prefix = `${module}.`;
  const own = texts.filter((text) => text.startsWith(prefix) && /^[\w.<>]+$/.test(text));
  return own.map((text) => text.slice(prefix.length));
}

/** Runs of printable UTF-8. */
function runs(file: Buffer): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at <= file.length; at++) {
    const byte = file[at] ?? 0;
    if ((byte >= 0x20 && byte !== 0x7f) || byte === 0x09) continue;
    if (at - start >= shortest) found.push(file.toString('utf8', start, at));
    start = at + 1;
  }
  // Machine code next to a text is no UTF-8.
  const texts = found.flatMap((run) => run.split(/\ufffd+/));
  return texts.filter((text) => text.length >= shortest && /[A-Za-z]{3}/.test(text));
}

/** What is packed with zlib inside the file. */
function compressed(file: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = file.indexOf(0x78); at >= 0; at = file.indexOf(0x78, at + 1)) {
    if (![0x01, 0x5e, 0x9c, 0xda].includes(file[at + 1] ?? 0)) continue;
    try {
      const text = inflateSync(file.subarray(at));
      if (text.length > shortest * fewest) found.push(text);
    } catch {
      // Two bytes look like the start of a stream by chance.
    }
  }
  return found;
}

/**
 * A table holds its strings one after the other; their lengths lie elsewhere in the file, as numbers of four bytes that add up
 * to the length of the table.
 */
function split(table: Buffer, file: Buffer): readonly string[] {
  const lengths = lengthsOf(table.length, file);
  if (!lengths) return [];
  let at = 0;
  const pieces = lengths.map((length) => {
    const piece = table.subarray(at, at + length);
    at += length;
    return piece.toString('utf8');
  });
  return pieces.filter((text) => text.length >= 3 && !/[\ufffd\0]/.test(text));
}

function lengthsOf(total: number, file: Buffer): readonly number[] | undefined {
  const numbers = new Uint32Array(file.buffer.slice(file.byteOffset, file.byteOffset + (file.length & ~3)));
  let best: Uint32Array | undefined;
  let sum = 0;
  let start = 0;
  for (const [end, number] of numbers.entries()) {
    if (number > total) {
      sum = 0;
      start = end + 1;
      continue;
    }
    sum += number;
    while (sum > total) sum -= numbers[start++] ?? 0;
    if (sum !== total) continue;
    // Padding before the list adds nothing to the sum.
    while (numbers[start] === 0) start++;
    const length = end + 1 - start;
    if (length >= fewest && length > (best?.length ?? 0)) best = numbers.subarray(start, end + 1);
  }
  return best && [...best];
}
