/** One interface over three ways to have a Postgres. */
import type { Client } from 'pg';

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Never written anywhere but into the environment of a step. */
  readonly password: string;
  /** server_version, for example `18.4`. */
  readonly version: string;
}

/** A statement that reached the server, from its own log. */
export interface Statement {
  /** Application name of the connection (`dbt` for dbt). */
  readonly application: string;
  /** Server process of the connection: statements of one session share it. Differs between runs. */
  readonly session: number;
  readonly sql: string;
  /** Bound values as the server logs them (`$1 = 'x'`), where the statement has placeholders. */
  readonly parameters?: string;
  /** SQLSTATE and message where it failed. */
  readonly error?: string;
}

/** A position in the server's log: right after a marker that is written there, at `offset` or behind it. */
export interface LogPosition {
  readonly file: string;
  readonly offset: number;
  readonly marker: string;
}

export interface Database {
  readonly provider: 'embedded' | 'testcontainers' | 'url';
  /** One line for a person: which provider, and why this one. */
  readonly why: string;
  readonly server: Server;
  /** Prefix of every database this run creates: `<prefix>_…`. */
  readonly prefix: string;
  /** Whether statements are read from the server's own log; otherwise from the engine's log, and the report says so. */
  readonly statements: 'server-log' | 'engine-log';
  /** Whether a database exists that carries our mark (states survive between runs where the provider can keep them). */
  exists(name: string): Promise<boolean>;
  /** Creates a database, as a copy of `template` where given. Replaces one of ours of that name; refuses one that is not ours. */
  create(name: string, template?: string): Promise<void>;
  /** Drops a database of ours, with its connections; does nothing when it does not exist; refuses one that is not ours. */
  drop(name: string): Promise<void>;
  /** Renames a finished database, so that a template appears whole or not at all. */
  rename(from: string, to: string): Promise<void>;
  /** A connected client (application_name `dvt-compat`). The caller ends it. */
  connect(name: string): Promise<Client>;
  /** Where the server's log stands now. */
  logPosition(): Promise<LogPosition>;
  /** What reached the database `name` since `position`, without our own statements, in the order of the log. */
  statementsSince(position: LogPosition, name: string): Promise<readonly Statement[]>;
  /** Stops what was started, drops what was created (a user's server keeps running), removes its folders. Can be called twice. */
  stop(): Promise<void>;
}
