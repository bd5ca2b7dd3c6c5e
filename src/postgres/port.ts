/** The port of a server of ours. */
import net from 'node:net';

/** Below the ports systems give out by themselves. */
const firstPort = 27_200;

/**
 * A port that is the same in every run with that slot: it shows in what engines print, and what the reference printed can
 * be used again only where it is the same. It may be taken all the same; null where any will do.
 */
export const portOf = (slot: number | undefined): number | null =>
  slot === undefined ? null : firstPort + slot;

/** Whether nobody on this machine listens on a port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen({ port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port of this machine on which nobody listens, of those the system gives out. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
