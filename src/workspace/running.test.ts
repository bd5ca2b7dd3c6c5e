/** A real server, and somebody else's statement on it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { openDatabase } from '../postgres/open.ts';
import { untilRuns } from './serving.ts';

test('it is waited for while the server is idle or runs something else, and not once the step is over', async () => {
  const cache = await temporaryFolder('running');
  const database = await openDatabase('embedded', { image: '', cache, runId: 'test', say: () => undefined });
  onTestFinished(async () => {
    await database.stop();
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
