/** Statements in the server's JSON log. */
import { applicationName } from './connection.ts';

/** A statement that reached the server, from its own log. */
export interface Statement {
  /** Application name of the connection (`dbt` for dbt). */
  readonly application: string;
  /** Server process of the connection: statements of one session share it. Differs between runs. */
  readonly session: number;
  readonly sql: string;
  /** Bound values as the server logs them (`$1 = 'x'`), if the statement has placeholders. */
  readonly parameters?: string;
  /** SQLSTATE and message if it failed. */
  readonly error?: string;
}

/** The parts of a record that are read here. Keys are absent rather than empty. */
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
 * @param lines complete lines of a jsonlog. Our own statements and those on other databases are left out.
 * @throws SyntaxError on a line that is not JSON.
 */
export function parseStatements(lines: Iterable<string>, database: string): Statement[] {
  const found: { -readonly [K in keyof Statement]: Statement[K] }[] = [];
  const name = JSON.stringify(database);
  for (const line of lines) {
    // Parsing is expensive, and most lines of a busy log are about the databases of other workers.
    if (!line.includes(name)) continue;
    const record = JSON.parse(line) as LogRecord;
    if (record.dbname !== database || record.backend_type !== 'client backend') continue;
    const application = record.application_name ?? '';
    if (application === applicationName) continue;
    if (failed.has(record.error_severity)) {
      if (record.statement === undefined) continue;
      const error = `${record.state_code}: ${record.message}`;
      const last = found.findLast(({ session }) => session === record.pid);
      if (last?.sql === record.statement && last.error === undefined) last.error = error;
      // A statement with a syntax error is not logged as a statement, only with its error.
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
