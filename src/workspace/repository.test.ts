import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { makeRepository } from './repository.ts';

test('makes the same commit of the same content, on both sides and every day', async () => {
  const make = async () => {
    const project = await temporaryFolder('repository');
    await mkdir(path.join(project, 'lamps'));
    await writeFile(path.join(project, 'lamps/dbt_project.yml'), 'name: lamps\n');
    await makeRepository(project, { repository: 'lamps', tags: ['1.0.0'] });
    await writeFile(path.join(project, 'lamps/more.txt'), 'more');
    await makeRepository(project, { repository: 'lamps', tags: ['1.1.0'] });
    const show = ['log', '--format=%H %D', 'main'];
    return (await execa('git', show, { cwd: path.join(project, 'lamps') })).stdout;
  };
  const [one, other] = [await make(), await make()];
  expect(one).toBe(other);
  expect(one.match(/tag: 1\.\d\.0/g)).toEqual(['tag: 1.1.0', 'tag: 1.0.0']);
});
