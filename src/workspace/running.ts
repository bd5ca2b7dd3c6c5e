/** What the server does at this moment. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../postgres/database.ts';
import type { Surroundings } from './serving.ts';
import type { Place } from './workspace.ts';

/** Milliseconds between two looks. */
const look = 50;

/** A place as a step has it around it. */
export const surroundingsOf = (
  { project, port, database: name }: Place,
  database: Database,
): Surroundings => ({
  project,
  port,
  untilRuns: (text, over) => untilRuns(database, name, text, over),
});

/**
 * Waits until the server runs a statement that contains a text. The engine's own word that it sends one comes too early: who
 * interrupts it then may find no connection to cancel.
 * @param name the twin's database.
 * @param over nothing more will be sent.
 */
export async function untilRuns(
  database: Database,
  name: string,
  text: string,
  over: AbortSignal,
): Promise<void> {
  const client = await database.connect(name);
  const isRunning = async () => {
    const { rows } = await client.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and position($1 in query) > 0`,
      [text],
    );
    return rows.length > 0;
  };
  try {
    while (!over.aborted && !(await isRunning()))
      await sleep(look, undefined, { signal: over }).catch(() => undefined);
  } finally {
    await client.end();
  }
}
