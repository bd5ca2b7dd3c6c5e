/** A number no other run on this machine has meanwhile: what is named after it is free, and the same in every run. */
import { once } from 'node:events';
import net from 'node:net';

export interface Slot {
  readonly number: number;
  release(): void;
}

/** Below the ports systems give out by themselves. */
const firstPort = 27_100;
export const slots = 64;

/**
 * Holds a slot by listening on its port: the system lets it go when this process ends, however it ends.
 * @returns undefined when somebody else holds it.
 */
export async function holdSlot(number: number): Promise<Slot | undefined> {
  const server = net.createServer((socket) => socket.destroy());
  server.unref();
  server.listen({ port: firstPort + number, host: '127.0.0.1', exclusive: true });
  const held = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]).catch(() => false);
  return held ? { number, release: () => void server.close() } : undefined;
}
