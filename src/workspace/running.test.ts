/** A real server, and somebody else's statement on it. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../postgres/open.ts';
import { untilRuns } from './serving.ts';

test('it is waited for while the server is idle or runs something else, and not once the step is over', async () => {
  const cache = await mkdtemp(path.join(os.tmpdir(), 'running-'));
  const database = await openDatabase('embedded', { image: '', cache, runId: 'test', say: () => undefined });
  onTestFinished(async () => {
    await database.stop();
    await rm(cache, { recursive: true, force: true });
  });
  const name = `${database.prefix}_running`;
  await database.create(name);
  const engine = await database.connect(name);
  const seen: string[] = [];
  const waiting = untilRuns(database, {
    ...{ name, text: 'pg_sleep(2)', over: new AbortController().signal },
  }).then(() => seen.push('runs'));
  await engine.query('select pg_sleep(0.3)');
  seen.push('another has run');
  await Promise.race([waiting, engine.query('select pg_sleep(2)')]);
  expect(seen).toEqual(['another has run', 'runs']);

  const over = new AbortController();
  const never = untilRuns(database, { name, text: 'never', over: over.signal });
  await sleep(100);
  over.abort();
  await never;
  await engine.end();
});
