/** From lines of the server's JSON log to statements. */
import { applicationName } from './connection.ts';
import type { Statement } from './database.ts';

/** What we read of a record; keys are absent rather than empty. */
interface LogRecord {
  readonly dbname?: string;
  readonly pid: number;
  readonly application_name?: string;
  readonly backend_type?: string;
  readonly error_severity: string;
  readonly state_code?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly statement?: string;
}

const statement = /^(?:statement|execute [^:]*|fastpath function call): ([\s\S]*)$/;
const parameters = /^parameters: ([\s\S]*)$/i;
const failed = new Set(['ERROR', 'FATAL', 'PANIC']);

/**
 * Statements that reached a database, in the order of the log, with the error where one failed.
 * @param lines complete lines of a jsonlog; our own statements and other databases' are left out.
 * @throws SyntaxError on a line that is not JSON.
 */
export function parseStatements(lines: Iterable<string>, database: string): Statement[] {
  const found: { -readonly [K in keyof Statement]: Statement[K] }[] = [];
  const name = JSON.stringify(database);
  for (const line of lines) {
    // Parsing is what costs: most lines of a busy log belong to other workers' databases.
    if (!line.includes(name)) continue;
    const record = JSON.parse(line) as LogRecord;
    if (record.dbname !== database || record.backend_type !== 'client backend') continue;
    const application = record.application_name ?? '';
    if (application === applicationName) continue;
    if (failed.has(record.error_severity)) {
      if (record.statement === undefined) continue;
      const error = `${record.state_code}: ${record.message}`;
      const last = found.findLast((one) => one.session === record.pid);
      if (last?.sql === record.statement && last.error === undefined) last.error = error;
      // What cannot be parsed is not logged as a statement: its error is all there is.
      else found.push({ application, session: record.pid, sql: record.statement, error });
      continue;
    }
    const sql = statement.exec(record.message ?? '')?.[1];
    if (record.error_severity !== 'LOG' || sql === undefined) continue;
    const values = parameters.exec(record.detail ?? '')?.[1];
    found.push({
      application,
      session: record.pid,
      sql,
      ...(values !== undefined && { parameters: values }),
    });
  }
  return found;
}
