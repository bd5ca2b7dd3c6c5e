/** Connections of the harness itself. */
import { Client, type ClientConfig } from 'pg';
import type { RunningServer } from './provider.ts';

/** Statements under this name are ours and never evidence. */
export const applicationName = 'dvt-compat';

/** How we connect to a database of the server. */
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
    // What we do is not evidence: unlogged, the log stays small. Only a superuser may ask for that.
    ...(server.superuser && { options: '-c log_statement=none -c log_min_messages=warning' }),
  };
}

/** Connects. The caller ends the client. */
export async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  // A database dropped under an idle client is no reason for the process to die; a running query still rejects.
  client.on('error', () => {});
  await client.connect();
  return client;
}
