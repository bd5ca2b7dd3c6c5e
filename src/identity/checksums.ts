/** Checksums whose inputs the engine prints next to them: each is computed again from these. */
import { createHash } from 'node:crypto';

/**
 * The checksums that follow from what is printed with them, one of these the version. With its inputs shown, such a
 * checksum says nothing more; any other stays as it is.
 * @param texts what the engine said before it was normalised: inputs may be times or paths.
 */
export const checksumsThatFollow = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap((text) =>
      [...text.matchAll(statement)].flatMap(([, checksum = '', ...inputs]) =>
        sha256(inputs.join('\0')) === checksum ? [checksum] : [],
      ),
    ),
  );

/** As dbt states what decides whether it can parse partially; variables may span lines. */
const statement =
  /\bchecksum: ([0-9a-f]{64}), vars: ([\s\S]*?), profile: ([^\n]*?), target: ([^\n]*?), version: (\S+)/g;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
