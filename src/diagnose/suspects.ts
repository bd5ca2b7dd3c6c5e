/** Where in the candidate’s own code a difference may come from. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Difference } from '../compare/difference.ts';
import type { Engine } from '../engines/engine.ts';
import { facetOf, lookInOf } from '../facets/registry.ts';
import type { Suspect } from './finding.ts';

const frame = /File "\{packages\}\/([^"]+\.py)", line \{line\}(?:, in ([\w<>]+))?/g;

/**
 * Suspects of a difference, the likeliest first: the deepest frames of a traceback the candidate printed,
 * then those modules of its package that are responsible for the facet and command, as far as they exist; where none of
 * them does, the one that takes all commands.
 */
export function findSuspects(
  lead: Difference,
  commands: readonly string[],
  modules: readonly string[],
): readonly Suspect[] {
  const traced = [
    ...JSON.stringify(lead.candidate ?? '')
      .replaceAll('\\"', '"')
      .matchAll(frame),
  ]
    .map(
      ([, file = '', name]): Suspect => ({
        file,
        line: 0,
        why: `in the traceback it printed${name ? `, in ${name}` : ''}`,
        score: 0.9,
      }),
    )
    .reverse();
  return [...traced, ...moduleSuspects(lead, commands, modules)].slice(0, 5);
}

function moduleSuspects(
  lead: Difference,
  commands: readonly string[],
  modules: readonly string[],
): readonly Suspect[] {
  const wanted = lookInOf(lead).flatMap((part) =>
    part.includes('{command}')
      ? commands.map((command) => namesOf(command).map((name) => part.replace('{command}', name)))
      : [[part]],
  );
  const found = (part: string) => modules.find((module) => module.replace(/\..*$/, '').endsWith(`/${part}`));
  const suspects = wanted.flatMap((parts, rank): Suspect[] => {
    const file = parts.map(found).find((module) => module !== undefined);
    return file
      ? [
          {
            file,
            line: 0,
            why: `is responsible for the ${facetOf(lead.facet).label} of this command`,
            score: Math.max(0.2, 0.6 - rank / 10),
          },
        ]
      : [];
  });
  const known = suspects.filter(
    ({ file }, index) => suspects.findIndex((one) => one.file === file) === index,
  );
  return known.length > 0 ? known : entrance(found('cli/main'));
}

/** Where the engine takes all its commands: all that is known of one that has no module of its own. */
const entrance = (file: string | undefined): readonly Suspect[] =>
  file ? [{ file, line: 0, why: 'takes all commands; no module is named after this one', score: 0.1 }] : [];

/** Commands of two words: their module may be called after both, the second or the first. */
const groups = /^(docs|source)-(.+)$/;

function namesOf(command: string): readonly string[] {
  const [, group, name] = groups.exec(command) ?? [];
  const whole = command.replaceAll('-', '_');
  return group && name ? [whole, name, group] : [whole];
}

/** Modules of the candidate’s own package (named like its command), relative to where packages lie; none for a plain program. */
export async function modulesOf(candidate: Engine): Promise<readonly string[]> {
  const own = `{packages}/${candidate.command}`;
  const folders = candidate.locations.flatMap(([folder, placeholder]) => {
    if (placeholder === '{packages}') return [path.join(folder, candidate.command)];
    return placeholder === own ? [folder] : [];
  });
  const listed = folders.map((folder) => readdir(folder, { recursive: true }).catch(() => []));
  const names = new Set((await Promise.all(listed)).flat());
  return [...names]
    .filter((name) => /\.(py|so)$/.test(name))
    .map((name) => `${candidate.command}/${name}`)
    .sort();
}
