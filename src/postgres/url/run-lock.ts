/**
 * On a server of the user's, a run holds an advisory lock as long as it runs: databases of a run without a lock are left over. A
 * file would not do, because runs on other machines may use the same server.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientConfig, Pool } from 'pg';
import { connect } from '../connection.ts';
import { readMark, runDigest } from '../mark.ts';

/** First half of our advisory lock keys; the second half is that of the run. */
const lockClass = 0x64_76_74;
const retryMs = 1000;

/**
 * Holds the lock of a run, and takes it again if its connection is lost.
 * @returns releases it.
 */
export async function holdRun(config: ClientConfig, runId: string): Promise<() => Promise<void>> {
  let released = false;
  let held: Client | undefined;
  const hold = async () => {
    const client = await connect({ ...config, keepAlive: true });
    client.once('end', () => void holdAgain());
    await client.query('select pg_advisory_lock_shared($1, $2)', [lockClass, lockKey(runId)]);
    held = client;
    if (released) await client.end();
  };
  const holdAgain = async () => {
    while (!released) {
      await sleep(retryMs, undefined, { ref: false });
      if (
        await hold().then(
          () => true,
          () => false,
        )
      )
        return;
    }
  };
  await hold();
  return async () => {
    released = true;
    await held?.end();
  };
}

/** Drops databases of runs that do not hold their lock any more: they were killed before they could. */
export async function dropLeftovers(
  pool: Pool,
  drop: (name: string) => Promise<void>,
  say: (text: string) => void,
): Promise<void> {
  const { rows } = await pool.query<{ name: string; mark: string | null }>(
    `select datname as name, shobj_description(oid, 'pg_database') as mark from pg_database
      where datname ~ '^compat_[0-9a-f]{6}_' and pg_has_role(datdba, 'usage')`,
  );
  for (const { name, mark } of rows) {
    const run = readMark(mark)?.run;
    if (!run || !name.startsWith(`compat_${runDigest(run).slice(0, 6)}_`)) continue;
    const held = await pool.query(
      `select 1 from pg_locks where locktype = 'advisory' and classid::bigint = $1 and objid::bigint = $2 and granted`,
      [lockClass, lockKey(run)],
    );
    if (held.rowCount) continue;
    await drop(name);
    say(`dropped database ${name}, left by run ${run}`);
  }
}

function lockKey(runId: string): number {
  return Number.parseInt(runDigest(runId).slice(0, 7), 16);
}
