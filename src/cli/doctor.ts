/** The command `doctor`: what a comparison needs, whether it was found, and what to do about it. */
import { cacheFolder } from '../compare/session.ts';
import { readConfig } from '../config/config.ts';
import { exits } from '../config/problem.ts';
import { hasColour, painter } from '../report/terminal/paint.ts';
import { examine } from './needs.ts';
import type { Need } from './needs-of-engine.ts';

/** @returns the exit code: 0 if everything required was found, otherwise 3. */
export async function doctor(root: string, options: { readonly json?: boolean }): Promise<number> {
  const needs = await examine(await readConfig([process.cwd(), root]), cacheFolder());
  const text = options.json
    ? `${JSON.stringify(needs, null, 2)}\n`
    : renderDoctor(needs, hasColour(process.stdout));
  process.stdout.write(text);
  return needs.some(isMissing) ? exits.environment : 0;
}

const isMissing = (need: Need) => need.required && !need.found;

/** A line for each need, and under what was not found what to do; the result is last. */
export function renderDoctor(needs: readonly Need[], colour: boolean): string {
  const paint = painter(colour);
  const width = Math.max(...needs.map(({ name }) => name.length));
  const lines = needs.flatMap(({ name, found, required, detail, remedy }) => {
    const mark = found ? paint('green', '✔') : required ? paint('red', '✖') : paint('yellow', '–');
    return [
      `${mark} ${paint('bold', name.padEnd(width))}  ${detail.trim().replaceAll(/\s*\n\s*/g, ' ')}`,
      ...(found ? [] : [`  ${' '.repeat(width)}  ${paint('dim', '→')} ${remedy}`]),
    ];
  });
  const missing = needs.filter(isMissing).map(({ name }) => name);
  return `${[...lines, '', missing.length > 0 ? `Missing: ${missing.join(', ')}.` : 'Ready.'].join('\n')}\n`;
}
