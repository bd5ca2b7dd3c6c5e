/** Progress while cases run: a line for each event and, on a terminal, a status line below them that is updated. */
import type { Case } from '../cases/case.ts';
import type { Watcher } from '../compare/queue.ts';
import { counted } from '../facets/wording.ts';
import type { CaseResult, Verdict } from '../findings/verdict.ts';
import { debugOf } from '../process/debug.ts';
import { hasColour, painter } from '../report/terminal/paint.ts';

export interface Progress extends Required<Watcher> {
  /** Prints a line above the status line. */
  readonly say: (text: string) => void;
  /** Sets the number of cases. To be called just before they start: the remaining time is estimated from then on. */
  readonly expect: (count: number) => void;
  /** Removes the status line. */
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

export async function showProgress(stream: NodeJS.WriteStream = process.stderr): Promise<Progress> {
  const paint = painter(hasColour(stream));
  const dim = (text: string) => paint('dim', text);
  const started = Date.now();
  // Loaded only if needed. Diagnostic output (DEBUG) on the same terminal would break a line that is updated.
  const statusLine =
    stream.isTTY && !debugOf('cli').enabled
      ? (await import('log-update')).createLogUpdate(stream)
      : undefined;
  const running = new Map<string, number>();
  let [count, done] = [0, 0];
  let lastMessage = 'starting …';
  let casesStarted = started;
  const status = () => {
    if (count === 0) return `${seconds(started)}  ${lastMessage}`;
    const names = [...running].map(([id, since]) => `${id} ${seconds(since)}`).join(', ');
    const perCase = (Date.now() - casesStarted) / done;
    const left = done === 0 ? '' : `, about ${Math.ceil((perCase * (count - done)) / 1000)} s left`;
    return `${seconds(started)}  ${done} of ${count} cases${left}  ${names}`;
  };
  const draw = () => statusLine?.(dim(status().slice(0, (stream.columns ?? 80) - 1)));
  const timer = statusLine && setInterval(draw, 250);
  timer?.unref();
  const print = (text: string) => {
    statusLine?.clear();
    stream.write(`${text}\n`);
    draw();
  };
  return {
    say: (text) => {
      lastMessage = text;
      print(`${dim(seconds(started))} ${text}`);
    },
    expect: (cases) => {
      count = cases;
      casesStarted = Date.now();
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
      const details = differences.length > 0 ? `, ${counted(differences.length, 'difference')}` : '';
      print(`${dim(seconds(started))} ${marks[verdict]} ${id} ${verdict}${details}`);
    },
    end: () => {
      clearInterval(timer);
      statusLine?.clear();
    },
  };
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s`;
