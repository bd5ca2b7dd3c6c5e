import path from 'node:path';
import type { Json } from '../../config/json.ts';
import type { KeepArtifact } from '../../observe/evidence.ts';
import type { Artifact } from '../../observe/observation.ts';
import type { Validate } from './schemas.ts';

/** Reads an artifact and stores its text as evidence. */
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
