/** Modules of the candidate’s own package. */

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../../engines/engine.ts';

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
