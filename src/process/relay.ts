/** Relays: processes of ours among those of a step, each in place of one that a host runs (`host/host_relay.py`). */
import { fileURLToPath } from 'node:url';
import { readCommandLine } from './processes.ts';

const program = fileURLToPath(new URL('host/host_relay.py', import.meta.url));

export const isRelay = (pid: number): boolean => readCommandLine(pid).includes(program);
