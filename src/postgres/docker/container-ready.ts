/** When a database container is ready: once it lets us in. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { getContainerRuntimeClient, type StartedTestContainer, type WaitStrategy } from 'testcontainers';
import { connect } from '../connection.ts';

const patienceMs = 120_000;

/**
 * A wait strategy that connects. The library's own runs a program in the container four times a second for as long as it
 * lives, which a loaded machine feels.
 * @param config how to connect, but for host and port.
 */
export function letsUsIn(config: ClientConfig, signal?: AbortSignal): WaitStrategy {
  const strategy: WaitStrategy = {
    waitUntilReady: async (container, ports) => {
      const host = hostOf((await getContainerRuntimeClient()).info.containerRuntime.host);
      const there = { ...config, host, port: ports.getBinding(5432) };
      for (const deadline = Date.now() + patienceMs; ; await sleep(50)) {
        signal?.throwIfAborted();
        try {
          await (await connect(there)).end();
          return;
        } catch (error) {
          const { State } = await container.inspect();
          if (!State.Running)
            throw new Error(`its container exited with ${State.ExitCode}: ${await lastWords(container)}`);
          if (Date.now() > deadline) throw error;
        }
      }
    },
    withStartupTimeout: () => strategy,
    isStartupTimeoutSet: () => true,
    getStartupTimeout: () => patienceMs,
  };
  return strategy;
}

/** Docker publishes on IPv4 for certain; `localhost` may mean IPv6. */
export function hostOf(host: ReturnType<StartedTestContainer['getHost']>): string {
  return host === 'localhost' ? '127.0.0.1' : host;
}

async function lastWords(container: Parameters<WaitStrategy['waitUntilReady']>[0]): Promise<string> {
  const output = await container.logs({ stdout: true, stderr: true, tail: 3 });
  // Each line comes with an eight-byte header.
  return output
    .toString()
    .replaceAll(/[^\x20-\x7e\n]+/g, '')
    .trim()
    .replaceAll('\n', '; ');
}
