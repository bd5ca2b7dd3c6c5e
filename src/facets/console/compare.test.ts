import { finds } from '../../../fixtures/facets/finds.ts';

finds('stdout', [
  ['line reworded', { stdout: ['Running', 'Finished'] }, ['stdout line-changed line 2']],
  ['line missing', { stdout: ['Running'] }, ['stdout line-missing line 2']],
  ['line doubled', { stdout: ['Running', 'Running', 'Done'] }, ['stdout line-added after line 1']],
  [
    'lines out of order',
    { stdout: ['Done', 'Running'] },
    ['stdout line-missing line 1', 'stdout line-added after line 2'],
  ],
  ['no output', { stdout: [] }, ['stdout output-missing']],
  ['a passage', { stdout: ['Usage'] }, ['stdout line-changed line 1']],
  [
    'stream mixed up',
    { stdout: ['Running', 'Done', 'a warning'], stderr: [] },
    ['stdout line-added after line 2', 'stderr output-missing'],
  ],
]);

finds('stderr', [
  ['no output', { stderr: [] }, ['stderr output-missing']],
  ['line reworded', { stderr: ['a hint', 'an error'] }, ['stderr line-changed line 2']],
  ['line added', { stderr: ['a hint', 'a warning', 'more'] }, ['stderr line-added after line 2']],
  ['line missing', { stderr: ['a warning'] }, ['stderr line-missing line 1']],
]);
