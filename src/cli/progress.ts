/** Progress while cases run: lines that stay, and on a terminal a last line that is updated. */
import type { Case } from '../cases/case.ts';
import type { Watcher } from '../compare/queue.ts';
import { counted } from '../facets/wording.ts';
import type { CaseResult, Verdict } from '../findings/verdict.ts';
import { debugOf } from '../process/debug.ts';
import { hasColour, painter } from '../report/terminal/paint.ts';

export interface Progress extends Required<Watcher> {
  /** Prints a line that stays. */
  readonly say: (text: string) => void;
  /** Cases are about to start. */
  readonly expect: (count: number) => void;
  /** Removes the last line. */
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
  const paint = painter(hasColour(stream));
  const dim = (text: string) => paint('dim', text);
  const began = Date.now();
  // Only loaded on a terminal. Diagnostics would be mixed with a line that replaces itself.
  const live =
    stream.isTTY && !debugOf('cli').enabled
      ? (await import('log-update')).createLogUpdate(stream)
      : undefined;
  const running = new Map<string, number>();
  let [count, done] = [0, 0];
  let latest = 'starting …';

  let firstCase = began;
  const line = () => {
    if (count === 0) return `${seconds(began)}  ${latest}`;
    const names = [...running].map(([id, since]) => `${id} ${seconds(since)}`).join(', ');
    const perCase = (Date.now() - firstCase) / done;
    const left = done === 0 ? '' : `, about ${Math.ceil((perCase * (count - done)) / 1000)} s left`;
    return `${seconds(began)}  ${done} of ${count} cases${left}  ${names}`;
  };
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
    started: ({ id }: Case) => {
      running.set(id, Date.now());
      draw();
    },
    again: (cases) => {
      count += cases;
    },
    ended: ({ verdict, case: { id }, differences }: CaseResult) => {
      running.delete(id);
      done++;
      const many = differences.length > 0 ? `, ${counted(differences.length, 'difference')}` : '';
      stay(`${dim(seconds(began))} ${marks[verdict]} ${id} ${verdict}${many}`);
    },
    end: () => {
      clearInterval(timer);
      live?.clear();
    },
  };
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s`;
