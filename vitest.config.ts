import os from 'node:os';
import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'harness',
          include: ['{src,tools,packages}/**/*.test.ts'],
          // Much of it waits for processes, on machines that may be busy.
          maxWorkers: '100%',
          // Of one file, where they say so: each keeps a core busy.
          maxConcurrency: os.availableParallelism(),
          testTimeout: 2 * minutes,
          hookTimeout: 2 * minutes,
          // 1 and 2 rather than 0 and 1: vitest runs order 0 last where it has one worker.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'suites',
          include: ['suites/*.test.ts'],
          setupFiles: ['src/compare/cases-as-tests.ts'],
          // One process has one session; each suite has a queue of its own in it, where a test waits for its case.
          fileParallelism: false,
          isolate: false,
          testTimeout: 30 * minutes,
          hookTimeout: 30 * minutes,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
