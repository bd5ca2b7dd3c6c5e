/** Diagnostics on stderr: what is started, waited for, retried or locked, and why. */
import { createDebug, enable } from 'obug';

/**
 * @param topic the folder it is about, such as `process`.
 * @returns logs a line, formatted as by `util.format`, where `DEBUG=dvt-compat:*` or `--verbose` asks for it.
 */
export const debugOf = (topic: string) => createDebug(`dvt-compat:${topic}`);

/** Logs all topics: `--verbose`. */
export const enableDebug = (): void => enable([process.env.DEBUG, 'dvt-compat:*'].filter(Boolean).join(','));
