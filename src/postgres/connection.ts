/** Our own connections. */
import { Client, type ClientConfig } from 'pg';
import type { RunningServer } from './provider.ts';

/** The application name of our own connections, whose statements are not compared. */
export const applicationName = 'dvt-compat';

/** Settings of our own connections to a database. */
export function clientConfig(
  server: Pick<RunningServer, 'host' | 'port' | 'socket' | 'user' | 'password' | 'ssl' | 'superuser'>,
  database: string,
): ClientConfig {
  const { socket, port, user, password, ssl } = server;
  const host = socket ?? server.host;
  return {
    ...{ host, port, user, password, ssl, database },
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    // Keeps our own statements out of the log, so that it is small. Only a superuser may set this.
    ...(server.superuser && { options: '-c log_statement=none -c log_min_messages=warning' }),
  };
}

/** Connects. The caller ends the client. */
export async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  // If the database of an idle client is dropped, the process must not die. A running query rejects anyway.
  client.on('error', () => {});
  await client.connect();
  return client;
}
