/** Container images: there already, or pulled within a limit. */
import { getContainerRuntimeClient, ImageName } from 'testcontainers';
// Registry credentials of the user's Docker configuration; the package keeps this one to itself.
import { getAuthConfig } from 'testcontainers/build/container-runtime/index.js';

const pullSeconds = 60;

/**
 * Makes sure that the engine has an image.
 * @returns why it has not, in one line; null when it has.
 * @throws the signal's reason when aborted.
 */
export async function missingImage(
  image: string,
  { say, signal }: { readonly say: (text: string) => void; readonly signal?: AbortSignal | undefined },
): Promise<string | null> {
  const { image: images, container, info } = await getContainerRuntimeClient();
  const name = ImageName.fromString(image);
  if (await images.exists(name)) return null;
  say(`pulling image ${image} (timeout ${pullSeconds} s)`);
  const limit = AbortSignal.timeout(pullSeconds * 1000);
  const abortSignal = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    const authconfig = await getAuthConfig(name.registry ?? info.containerRuntime.indexServerAddress);
    const stream = await container.dockerode.pull(name.string, { authconfig, abortSignal });
    // Testcontainers' own pull can neither be abandoned nor does it see errors in the stream.
    await new Promise<void>((resolve, reject) => {
      container.dockerode.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
    });
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.aborted) return `image ${image} could not be pulled within ${pullSeconds} s`;
    return `image ${image} cannot be pulled: ${(error as Error).message.trim().replaceAll(/\s+/g, ' ')}`;
  }
}

/** Major version of Postgres in an image; the official ones say it in their environment. Null where it does not. */
export async function imageMajor(image: string): Promise<number | null> {
  const { image: images } = await getContainerRuntimeClient();
  const { Config } = await images.inspect(ImageName.fromString(image));
  const major = Config.Env?.map((entry) => /^PG_MAJOR=(\d+)/.exec(entry)?.[1]).find(Boolean);
  return major ? Number(major) : null;
}
