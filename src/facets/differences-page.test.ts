import { expect, test } from 'vitest';
import { renderDifferences } from './differences-page.ts';

test('the page of kinds is that of the definitions', async () =>
  expect(renderDifferences()).toMatchFileSnapshot('../../docs/differences.md'));
