/** The evidence of a step: all of its observation in one file. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
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
    const { artifacts, ...rest } = observation;
    const ended = Object.keys(artifacts).length > 0 ? between.replace(/,\n$/, '\n') : between;
    writeFileSync(handle, `${ended} },\n${JSON.stringify(rest, null, 1).slice('{\n'.length)}\n`);
    return observation;
  } finally {
    closeSync(handle);
  }
}
