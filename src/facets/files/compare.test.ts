import { expect, test } from 'vitest';
import { base, file } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';
import type { Normalised } from '../../normalise/normalise.ts';
import { compare, titleOf } from '../registry.ts';

finds('files', [
  [
    'a page of megabytes, shown where it differs',
    { files: { ...base.files, 'project/log': { ...file, text: 'x'.repeat(200_000) } } },
    ['files file-changed project/log'],
  ],
  [
    'file missing',
    { files: { 'project/target': { ...file, kind: 'folder' }, 'project/log': { ...file, text: 'x' } } },
    ['files file-missing project/target/manifest.json'],
  ],
  [
    'folder missing with all in it',
    { files: { 'project/log': { ...file, text: 'x' } } },
    ['files file-missing project/target'],
  ],
  ['file extra', { files: { ...base.files, 'project/more': file } }, ['files file-added project/more']],
  [
    'file removed',
    { files: { ...base.files, 'project/log': { ...file, change: 'removed' } } },
    ['files file-missing project/log'],
  ],
  [
    'file stale',
    { files: { ...base.files, 'project/target/manifest.json': { ...file, change: 'kept' } } },
    ['files file-stale project/target/manifest.json'],
  ],
  [
    'file content',
    { files: { ...base.files, 'project/log': { ...file, text: 'y' } } },
    ['files file-changed project/log'],
  ],
]);

test('what one side deletes is told from what it never wrote', () => {
  const removed = { ...file, change: 'removed' } as const;
  const kept = { ...file, change: 'kept' } as const;
  const titles = (reference: Normalised['files'], candidate: Normalised['files']) =>
    compare({ ...base, files: reference }, { ...base, files: candidate }).map(titleOf);
  expect(titles({ 'project/a': removed }, { 'project/a': kept })).toEqual(['does not delete a']);
  expect(titles({ 'project/a': kept }, { 'project/a': removed })).toEqual(['deletes a']);
  expect(titles({}, { 'project/a': kept })).toEqual(['still has the extra file a']);
  expect(titles({ 'project/a': kept }, {})).toEqual(['still lacks a']);
});
