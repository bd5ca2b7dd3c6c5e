/** Titles of causes where their commands have a column of their own. */
import type { Finding } from '../findings/finding.ts';

/** The title without the commands at its end, as far as they are those of the cause. */
export function withoutCommands({ title, commands }: Pick<Finding, 'title' | 'commands'>): string {
  const [end = '', named = ''] = / \(([^()]+?)(?: \+\d+)?\)$/.exec(title) ?? [];
  return end !== '' && named.split(', ').every((one) => commands.includes(one))
    ? title.slice(0, -end.length)
    : title;
}
