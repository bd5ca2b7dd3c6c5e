/** What a person sees while cases run: on a terminal a line that moves, elsewhere a line for each thing that happens. */

import pc from 'picocolors';
import type { Case } from '../cases/case.ts';
import type { Watcher } from '../compare/queue.ts';
import { counted } from '../facets/wording.ts';
import type { CaseResult, Verdict } from '../findings/verdict.ts';
import { debugOf } from '../process/debug.ts';
import { hasColour } from './colour.ts';

export interface Progress extends Required<Watcher> {
  /** Says something that stays. */
  readonly say: (text: string) => void;
  /** Cases are about to start. */
  readonly expect: (count: number) => void;
  /** Removes the moving line. */
  readonly end: () => void;
}

const marks: Readonly<Record<Verdict, string>> = {
  same: '✔',
  expected: '○',
  different: '✖',
  unstable: '~',
  blocked: '■',
  error: '!',
  skipped: '-',
};

/** Progress on stderr. */
export async function showProgress(stream: NodeJS.WriteStream = process.stderr): Promise<Progress> {
  const { dim } = pc.createColors(hasColour(stream));
  const began = Date.now();
  // Loaded only where there is a line to move: it knows the width of every character. Diagnostics would cut through the line.
  const live =
    stream.isTTY && !debugOf('cli').enabled
      ? (await import('log-update')).createLogUpdate(stream)
      : undefined;
  const running = new Map<string, number>();
  let [count, done] = [0, 0];
  let latest = 'starting …';

  const line = () => {
    const names = [...running].map(([id, since]) => `${id} ${seconds(since)}`).join(', ');
    if (count === 0) return `${seconds(began)}  ${latest}`;
    const left =
      done === 0
        ? ''
        : `, about ${Math.ceil((((Date.now() - firstCase) / done) * (count - done)) / 1000)} s left`;
    return `${seconds(began)}  ${done} of ${count} cases${left}  ${names}`;
  };
  let firstCase = began;
  const draw = () => live?.(dim(line().slice(0, (stream.columns ?? 80) - 1)));
  const timer = live && setInterval(draw, 250);
  timer?.unref();
  const stay = (text: string) => {
    live?.clear();
    stream.write(`${text}\n`);
    draw();
  };
  return {
    say: (text) => {
      latest = text;
      stay(`${dim(seconds(began))} ${text}`);
    },
    expect: (cases) => {
      count = cases;
      firstCase = Date.now();
    },
    started: (one: Case) => {
      running.set(one.id, Date.now());
      draw();
    },
    again: (cases) => {
      count += cases;
    },
    ended: (result: CaseResult) => {
      running.delete(result.case.id);
      done++;
      const { verdict, case: one, differences } = result;
      const many = differences.length > 0 ? `, ${counted(differences.length, 'difference')}` : '';
      stay(`${dim(seconds(began))} ${marks[verdict]} ${one.id} ${verdict}${many}`);
    },
    end: () => {
      clearInterval(timer);
      live?.clear();
    },
  };
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s`;
