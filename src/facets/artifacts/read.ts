import path from 'node:path';
import type { KeepArtifact } from '../../observe/evidence.ts';
import type { Artifact, Json } from '../../observe/observation.ts';
import type { Validate } from './schemas.ts';

export const isArtifact = (name: string): boolean =>
  name.startsWith('project/') && name.endsWith('.json') && !name.includes('/dbt_packages/');

/** Reads an artifact, and has its text kept. */
export function readArtifact(name: string, text: string, validate: Validate, keep: KeepArtifact): Artifact {
  const artifact = parseArtifact(name, text, validate);
  keep(name, artifact.content === null ? 'null' : text, artifact.invalid);
  return artifact;
}

function parseArtifact(name: string, text: string, validate: Validate): Artifact {
  try {
    const content = JSON.parse(text) as Json;
    return { content, invalid: validate(path.basename(name, '.json'), content) };
  } catch (error) {
    return { content: null, invalid: [`not JSON: ${(error as Error).message}`] };
  }
}
