/** Messages of the bootstrap, on stderr. */

const tty = process.stderr.isTTY === true;
const second = 1000;

export const say = (line) => process.stderr.write(`${tty ? '\r\x1b[K' : ''}dvt-compat: ${line}\n`);

/** Reports the start and end of a step; on a terminal also its duration so far. */
export async function step(title, work) {
  const start = Date.now();
  const since = () => `${((Date.now() - start) / second).toFixed(1)} s`;
  say(`${title} …`);
  const tick = () => process.stderr.write(`\r\x1b[K  ${title}: ${since()}`);
  const ticking = tty ? setInterval(tick, 200) : undefined;
  try {
    const result = await work();
    say(`${title}: done in ${since()}`);
    return result;
  } finally {
    clearInterval(ticking);
  }
}

export const exits = { usage: 2, environment: 3 };

/** An error that a user can act on. Any other error is a defect and is shown with its stack. */
export const problem = (what, why, next, exit = exits.environment) =>
  Object.assign(new Error(what), { why, next, exit });

/** Reports an error and returns the exit code. */
export function sayError({ message, why, next, exit, stack }) {
  say(
    why === undefined
      ? `internal error; please report it: ${stack}`
      : `${message}\n  why:  ${why}\n  next: ${next}`,
  );
  return exit ?? exits.environment;
}
