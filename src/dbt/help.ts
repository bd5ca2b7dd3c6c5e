/** Reads the options of a command off its help, as click and argparse print it. */

/** What a help text says of an option. */
export interface Listed {
  readonly names: readonly string[];
  readonly negatives: readonly string[];
}

/** The name of an option, and what follows it up to the next one: its argument, or a comma. */
const name = /(?<=^|[\s,/[|])--?[a-zA-Z][\w-]*/g;

/**
 * @param text as printed for `--help`.
 * @returns the options listed, by longest name; none where the text lists none. The option for help itself is left out:
 * engines do not count it among their own.
 */
export function readHelp(text: string): Readonly<Record<string, Listed>> {
  const options: Record<string, Listed> = {};
  for (const line of text.split('\n')) {
    // Names stand at the margin, the explanation far to the right or on lines of its own, indented further.
    const [, names] = /^ {1,6}(-.*?)(?: {2,}|$)/.exec(line) ?? [];
    if (names === undefined) continue;
    // `--defer / --no-defer` (click), `--defer, --no-defer` (argparse).
    const [own = '', opposite = ''] = names.split(' / ');
    const all = own.match(name) ?? [];
    const longest = all.reduce((a, b) => (b.length > a.length ? b : a), '');
    const opposites = all.filter((each) => isOpposite(each, all));
    const listed = all.filter((each) => !opposites.includes(each));
    if (listed.includes('--help') || longest === '') continue;
    const key = listed.reduce((a, b) => (b.length > a.length ? b : a), '');
    options[key] = { names: listed, negatives: [...opposites, ...(opposite.match(name) ?? [])] };
  }
  return options;
}

const isOpposite = (option: string, all: readonly string[]) =>
  option.startsWith('--no-') && all.includes(`--${option.slice('--no-'.length)}`);
