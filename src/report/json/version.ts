/** Which version of `report.json` this is, and what is said to a report of another one. */
import { z } from 'zod';
import type { Problem } from '../../config/problem.ts';
import { validJson } from '../../config/valid-json.ts';

export const reportVersion = 'dvt-compat/report/2';

const versioned = z.object({ schema: z.string() });

/**
 * Reads what is needed of a report.
 * @param refuse makes the error from why the report is refused, and what to do where that is known.
 * @throws Problem as `refuse` makes it, where the report is of another version or not valid.
 */
export function readReport<T>(
  text: string,
  schema: z.ZodType<T>,
  refuse: (why: string, todo?: string) => Problem,
): T {
  const { schema: version } = validJson(text, versioned, refuse);
  if (version !== reportVersion)
    throw refuse(
      `It was written by another version of dvt-compat, as ${JSON.stringify(version.slice(0, 60))}; this version reads ${JSON.stringify(reportVersion)}. Version 1 does not group differences by cause, and its score counts known defects as agreement, so the two cannot be compared.`,
      'Run the earlier engines again with this version of dvt-compat, and name that run. In CI, delete the stored report.',
    );
  return validJson(text, schema, refuse);
}
