/** The payload of a job: one comparison, as `run` takes it from its options. */
import { z } from 'zod';
import { commands } from '../plan/case.ts';

const command = z.enum(Object.keys(commands) as [keyof typeof commands, ...(keyof typeof commands)[]]);
const text = z.string().min(1);
const positive = z.int().positive();

export const jobSchema = z.strictObject({
  reference: text
    .optional()
    .describe('Engine to compare with: a name of compat.config.yaml or a spec, such as dbt-core==1.12.6.'),
  candidate: text.optional().describe('Engine under test, in the same forms.'),
  tier: z.enum(['smoke', 'standard', 'full']).optional().describe('How much.'),
  commands: z.array(command).default([]).describe('Commands whose suites run; all when none is named.'),
  case: text.optional().describe('Only cases whose id matches this glob, of any tier: run/select-*.'),
  database: text.optional().describe('auto, testcontainers, embedded, or a postgresql:// URL.'),
  workers: positive.optional().describe('Cases at once.'),
  repeat: positive
    .min(2)
    .default(2)
    .describe('Runs of a case that differs, at least 2: from the second on both engines start cold.'),
  against: text.optional().describe('Earlier run to say what changed since: its folder, its id, or latest.'),
  fail_on: z
    .enum(['any', 'new'])
    .default('any')
    .describe('Which findings make it end with 1: any that is unexpected, or what is new since `against`.'),
  cold: z.boolean().default(false).describe('Load the engine anew for each step.'),
  cache: z.boolean().default(true).describe('Take what the reference showed in earlier runs.'),
  out: text.optional().describe('Folder for reports and evidence; reports/<run> when absent.'),
});

export type Job = z.output<typeof jobSchema>;

/** The same as JSON Schema, for those who write payloads. */
export const jobJsonSchema = () => ({
  title: 'A job of dvt-compat',
  ...z.toJSONSchema(jobSchema, { io: 'input' }),
});
