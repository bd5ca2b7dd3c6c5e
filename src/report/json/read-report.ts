/** Reads the `report.json` of an earlier run. */
import { z } from 'zod';
import { impacts } from '../../config/impact.ts';
import type { Problem } from '../../config/problem.ts';
import { type Data, validJson } from '../../config/valid-json.ts';
import { pointSchema, reportVersion } from './schema.ts';

const text = z.string();
const texts = z.array(text);

/** What is needed of a report to compare a run with it. A later report of this version may have more keys. */
export const earlierSchema = z.object({
  run: z.object({ id: text, started: text }),
  reference: z.object({ spec: text }),
  candidate: z.object({ spec: text }),
  trend: z.array(pointSchema),
  cases: z.array(z.object({ id: text, verdict: text })),
  causes: z.array(
    z.object({
      id: text,
      title: text,
      impact: z.enum(impacts),
      status: z.enum(['new', 'known', 'intended']),
      cases: texts,
    }),
  ),
});
export type Earlier = Data<typeof earlierSchema>;

const versioned = z.object({ schema: text });

/**
 * Reads what is needed of a report.
 * @param refuse makes the error from why the report is refused, and what to do where that is known.
 * @throws Problem as `refuse` makes it, where the report is of another version or not valid.
 */
export function readReport<T>(
  json: string,
  schema: z.ZodType<T>,
  refuse: (why: string, todo?: string) => Problem,
): T {
  const { schema: version } = validJson(json, versioned, refuse);
  if (version !== reportVersion)
    throw refuse(
      `It was written by another version of dvt-compat, as ${JSON.stringify(version.slice(0, 60))}; this version reads ${JSON.stringify(reportVersion)}. Version 1 does not group differences by cause, and its score counts known defects as agreement, so the two cannot be compared.`,
      'Run the earlier engines again with this version of dvt-compat, and name that run. In CI, delete the stored report.',
    );
  return validJson(json, schema, refuse);
}
