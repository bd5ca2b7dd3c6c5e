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
          include: ['suites/cases.test.ts'],
          // Each test waits for its case, and a session runs several cases at once.
          testTimeout: 30 * minutes,
          hookTimeout: 30 * minutes,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
