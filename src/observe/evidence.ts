/** The evidence of a step: all of its observation in one file. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { toJson } from './long-texts.ts';
import type { Observation } from './observation.ts';

/** Receives an artifact as it is read. @param text what its content was parsed from; `null` where that was no JSON. */
export type KeepArtifact = (name: string, text: string, invalid: readonly string[] | null) => void;

/**
 * Writes an observation, the artifacts in the very words of the engine: to make text of them again would hold a large one
 * once more, and cost an ordinary step more than the comparison does.
 * @param file is made or overwritten; it holds the observation as JSON.
 * @param observe calls back for each artifact, and returns all of the observation.
 */
export function writeEvidence(file: string, observe: (keep: KeepArtifact) => Observation): Observation {
  const handle = openSync(file, 'w');
  try {
    let between = '{\n "artifacts": {\n';
    const observation = observe((name, text, invalid) => {
      writeFileSync(handle, `${between}  ${JSON.stringify(name)}: {"content": `);
      // By itself: put together with anything, it would be copied.
      writeFileSync(handle, text);
      between = `, "invalid": ${JSON.stringify(invalid)}},\n`;
    });
    const { artifacts, files, ...rest } = observation;
    const ended = Object.keys(artifacts).length > 0 ? between.replace(/,\n$/, '\n') : between;
    for (const part of [
      `${ended} },\n`,
      ...filesAsJson(files),
      JSON.stringify(rest, null, 1).slice('{\n'.length),
      '\n',
    ])
      writeFileSync(handle, part);
    return observation;
  } finally {
    closeSync(handle);
  }
}

/** The facet in parts, each file on a line. */
function filesAsJson(files: Observation['files']): readonly (string | Buffer)[] {
  const parts: (string | Buffer)[] = [];
  let line = ' "files": {';
  for (const [index, [name, { text, ...change }]] of Object.entries(files).entries()) {
    line += `${index > 0 ? ',' : ''}\n  ${JSON.stringify(name)}: ${JSON.stringify(change).slice(0, -1)},"text":`;
    const json = text === null ? 'null' : toJson(text);
    if (typeof json === 'string') line += json;
    else {
      parts.push(line, json);
      line = '';
    }
    line += '}';
  }
  return [...parts, `${line}\n },\n`];
}
