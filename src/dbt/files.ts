/** Which files of a project dbt writes, by their path. */
import path from 'node:path';

export const isArtifact = (name: string): boolean =>
  name.startsWith('project/') && name.endsWith('.json') && !name.includes('/dbt_packages/');

/** Whether a file contains rendered SQL: models, tests and seeds under `compiled` and `run`. */
export const isSql = (name: string): boolean =>
  /\/(compiled|run)\//.test(name) && /\.(sql|csv|ya?ml)$/.test(name);

/** The log, under the name of dbt or a fork. A log that is too long is renamed to `dbt.log.1`; the oldest has the highest number. */
const logName = /^(?:dbt|dvt)\.log(?:\.(\d+))?$/;

export const isLog = (name: string): boolean => logName.test(path.basename(name));

/** How often a log was renamed. */
export const ageOfLog = (name: string): number => Number(logName.exec(path.basename(name))?.[1] ?? 0);
