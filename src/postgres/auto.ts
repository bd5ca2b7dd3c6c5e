/** The provider for whoever does not want to choose. */
import { dockerEngine } from './docker/docker.ts';
import { testcontainers } from './docker/testcontainers.ts';
import { embedded } from './embedded/embedded.ts';
import type { OpenOptions, RunningServer } from './provider.ts';

/** Testcontainers where a Docker engine answers and has or can pull the image; otherwise embedded. */
export async function auto(_asked: string, options: OpenOptions): Promise<RunningServer> {
  const engine = await dockerEngine();
  if (!engine) return embeddedBecause('Docker is not available', options);
  // Loading Testcontainers takes 300 ms: only once there is something for it to do.
  const { missingImage } = await import('./docker/image.ts');
  const missing = await missingImage(options.image, options);
  if (missing) return embeddedBecause(missing, options);
  return testcontainers('auto', options);
}

async function embeddedBecause(reason: string, options: OpenOptions): Promise<RunningServer> {
  const server = await embedded('auto', options);
  return { ...server, why: `${server.why}: ${reason}` };
}
