/** The machine a run was on: its size, nothing that would name it. */
import os from 'node:os';

export interface Host {
  /** `linux-x64` */
  readonly platform: string;
  readonly cores: number;
  readonly memory_gib: number;
}

export const describeHost = (): Host => ({
  platform: `${os.platform()}-${os.arch()}`,
  cores: os.availableParallelism(),
  memory_gib: Math.round(os.totalmem() / 1024 ** 3),
});
