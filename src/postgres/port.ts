/** Ports of our own servers. */
import net from 'node:net';

/** Below the ports that systems assign themselves. */
const firstPort = 27_200;

/**
 * The port of a slot: engines print it, and cached observations of the reference can only be used if it is the same. It may be
 * in use. null: any port will do.
 */
export const portOf = (slot: number | undefined): number | null =>
  slot === undefined ? null : firstPort + slot;

/** Whether no process of this machine listens on a port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen({ port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A free port, assigned by the system. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
