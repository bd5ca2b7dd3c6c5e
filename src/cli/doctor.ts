/** The verb `doctor`: each thing needed, found or not, and what to do about it. */
import pc from 'picocolors';
import { cacheFolder } from '../compare/session.ts';
import { readConfig } from '../config/config.ts';
import { exits } from '../config/problem.ts';
import { hasColour } from './colour.ts';
import type { Need } from './need.ts';
import { examine } from './needs.ts';

/** @returns the exit code: 0 everything required is there, 3 something is not. */
export async function doctor(root: string, options: { readonly json?: boolean }): Promise<number> {
  const needs = await examine(await readConfig([process.cwd(), root]), cacheFolder());
  const write = (text: string) => process.stdout.write(text);
  if (options.json) write(`${JSON.stringify(needs, null, 2)}\n`);
  else printDoctor(needs, write, hasColour(process.stdout));
  return needs.some(isInTheWay) ? exits.environment : 0;
}

const isInTheWay = (need: Need) => need.required && !need.found;

/** Prints a line for each need, and under what is missing what to do; the verdict comes last. */
export function printDoctor(needs: readonly Need[], write: (text: string) => void, colour: boolean): void {
  const { green, red, yellow, bold, dim } = pc.createColors(colour);
  const width = Math.max(...needs.map(({ name }) => name.length));
  for (const need of needs) {
    const mark = need.found ? green('✔') : need.required ? red('✖') : yellow('–');
    write(`${mark} ${bold(need.name.padEnd(width))}  ${need.detail.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`);
    if (!need.found) write(`  ${' '.repeat(width)}  ${dim('→')} ${need.remedy}\n`);
  }
  const missing = needs.filter(isInTheWay).map(({ name }) => name);
  write(missing.length > 0 ? `\nMissing: ${missing.join(', ')}.\n` : '\nReady.\n');
}
