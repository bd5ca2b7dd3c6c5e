/** Reports the progress of something that takes long. */

export interface Progress {
  /** Reported now, and every second until the next phase. */
  phase(name: string): void;
  stop(): void;
}

/** @param what beginning of each message: `dbt-core==1.12.6: resolving … 4 s`. */
export function reportProgress(what: string, say: (text: string) => void): Progress {
  const began = Date.now();
  let current = '';
  let timer: NodeJS.Timeout | undefined;
  const tell = () => say(`${what}: ${current} … ${Math.round((Date.now() - began) / 1000)} s`);
  return {
    phase(name) {
      if (name === current) return;
      current = name;
      tell();
      timer ??= setInterval(tell, 1000);
    },
    stop() {
      clearInterval(timer);
    },
  };
}
