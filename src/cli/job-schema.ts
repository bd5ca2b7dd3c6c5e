/** A job: the options of `run` as JSON. */
import { z } from 'zod';
import { commandNames } from '../cases/commands.ts';
import { tiers } from '../config/tiers.ts';

const command = z.enum(commandNames);
const text = z.string().min(1);
const positive = z.int().positive();

export const jobSchema = z.strictObject({
  reference: text
    .optional()
    .describe('Engine to compare with: a name in compat.config.yaml or a spec, such as dbt-core==1.12.6.'),
  candidate: text.optional().describe('Engine to test, in the same forms.'),
  tier: z.enum(tiers).optional().describe('Number of cases.'),
  commands: z.array(command).default([]).describe('Commands to compare. Default: all.'),
  case: text
    .optional()
    .describe('Only cases with an id that matches this glob, from all tiers: run/select-*.'),
  database: text.optional().describe('auto, testcontainers, embedded, or a postgresql:// URL.'),
  workers: positive.optional().describe('Cases to run in parallel.'),
  repeat: positive
    .min(2)
    .default(2)
    .describe(
      'How often to run a case that differs, at least 2. Both engines start cold from the second run on.',
    ),
  against: text.optional().describe('Report changes since this earlier run: its folder, its id, or latest.'),
  fail_on: z
    .enum(['any', 'new'])
    .default('any')
    .describe(
      'Exit with 1 for any unexpected difference, or only for causes that are new since `against`, as --fail-on. The key `fail_on` of the configuration is the lowest impact that counts.',
    ),
  cold: z.boolean().default(false).describe('Start a new engine process for each step.'),
  cache: z.boolean().default(true).describe('Use cached results of the reference.'),
  out: text.optional().describe('Folder for reports and evidence. Default: reports/<run>.'),
});

export type Job = z.output<typeof jobSchema>;

/** The same as JSON Schema: docs/job.schema.json. */
export const jobJsonSchema = () => ({
  title: 'Job of dvt-compat',
  ...z.toJSONSchema(jobSchema, { io: 'input' }),
});
