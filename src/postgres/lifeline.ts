/** A watcher's end of the pipe to the process that it watches over. */
import readline from 'node:readline';
import type { Word } from './watcher.ts';

export interface Lifeline<Job, Answer> {
  readonly job: Job;
  tell(word: Word<Answer>): void;
  /** Whether the other end has gone. */
  isCut(): boolean;
  /** Resolves with the last word (empty when there was none) once the other end has gone, or we are asked to end. */
  readonly cut: Promise<string>;
}

/** Takes the job from the pipe. */
export async function lifeline<Job, Answer>(): Promise<Lifeline<Job, Answer>> {
  process.stdout.on('error', () => {}); // nobody listens any more
  const job = Promise.withResolvers<string>();
  const cut = Promise.withResolvers<string>();
  let gone = false;
  let lastWord = '';
  const cutNow = () => {
    gone = true;
    cut.resolve(lastWord);
  };
  const lines = readline.createInterface({ input: process.stdin });
  lines.once('line', (first) => {
    job.resolve(first);
    lines.on('line', (line) => {
      lastWord = line;
    });
  });
  lines.on('close', cutNow);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, cutNow);
  return {
    job: JSON.parse(await job.promise),
    tell: (word) => process.stdout.write(`${JSON.stringify(word)}\n`),
    isCut: () => gone,
    cut: cut.promise,
  };
}
