/** The evidence of a step: its whole observation in a JSON file. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Observation } from './observation.ts';

/** Receives an artifact when it is read. @param text that its content was parsed from; `null` if that was not JSON. */
export type KeepArtifact = (name: string, text: string, invalid: readonly string[] | null) => void;

/**
 * Writes an observation. Artifacts are written as the engine wrote them: converting them to text again would need the memory
 * of a large one once more, and take longer than the comparison of an ordinary step.
 * @param observe calls back for each artifact, and returns the whole observation.
 */
export function writeEvidence(file: string, observe: (keep: KeepArtifact) => Observation): Observation {
  const handle = openSync(file, 'w');
  try {
    let separator = '{\n "artifacts": {\n';
    const observation = observe((name, text, invalid) => {
      writeFileSync(handle, `${separator}  ${JSON.stringify(name)}: {"content": `);
      // Written separately, because concatenation would copy it.
      writeFileSync(handle, text);
      separator = `, "invalid": ${JSON.stringify(invalid)}},\n`;
    });
    const { artifacts, ...rest } = observation;
    const end = Object.keys(artifacts).length > 0 ? separator.replace(/,\n$/, '\n') : separator;
    writeFileSync(handle, `${end} },\n${JSON.stringify(rest, null, 1).slice('{\n'.length)}\n`);
    return observation;
  } finally {
    closeSync(handle);
  }
}
