/** Edits files of a twin's project, as a step of a case says. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Adaptation, adaptText } from '../cases/adaptation.ts';
import type { Content, Step } from '../cases/case.ts';

/**
 * Writes and removes what the step names.
 * @param project folder of the twin's project.
 * @param adaptations what its engine needs changed about it.
 */
export function editFiles(
  project: string,
  { write, times }: Extract<Step, { write: unknown }>,
  adaptations: readonly Adaptation[],
): void {
  for (let n = 1; n <= (times ?? 1); n += 1) {
    // Without `times` braces are the file's own.
    const numbered = (text: string) => (times === undefined ? text : count(text, n));
    for (const [name, content] of Object.entries(write)) {
      const file = path.join(project, numbered(name));
      if (content === null) {
        rmSync(file, { recursive: true, force: true });
        continue;
      }
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, adaptText(adaptations, numbered(name), numbered(textOf(content))));
    }
  }
}

function textOf(content: Exclude<Content, null>): string {
  if (typeof content === 'string') return content;
  const { head, line, lines } = content;
  const all = Array.from({ length: lines }, (_, index) => count(line, index + 1));
  return [...(head === undefined ? [] : [head]), ...all, ''].join('\n');
}

const count = (text: string, n: number) => text.replaceAll('{n}', String(n));
