/** Container images: available, or pulled within a time limit. */
import { setTimeout as sleep } from 'node:timers/promises';
import { getContainerRuntimeClient, ImageName } from 'testcontainers';

const pullSeconds = 60;

/**
 * Makes sure that the engine has an image.
 * @returns why it does not have it, in one line; null if it has it.
 * @throws the signal's reason when aborted. A pull cannot be cancelled: the engine goes on with it.
 */
export async function missingImage(
  image: string,
  { say, signal }: { readonly say: (text: string) => void; readonly signal?: AbortSignal | undefined },
): Promise<string | null> {
  const { image: images } = await getContainerRuntimeClient();
  const name = ImageName.fromString(image);
  if (await images.exists(name)) return null;
  say(`pulling image ${image} (timeout ${pullSeconds} s)`);
  try {
    const pulled = images.pull(name).then(() => true);
    const inTime = await Promise.race([pulled, sleep(pullSeconds * 1000, false, { signal, ref: false })]);
    if (!inTime) return `image ${image} could not be pulled within ${pullSeconds} s`;
    // Errors during the download do not reject.
    return (await images.exists(name)) ? null : `image ${image} cannot be pulled`;
  } catch (error) {
    signal?.throwIfAborted();
    return `image ${image} cannot be pulled: ${(error as Error).message.trim().replaceAll(/\s+/g, ' ')}`;
  }
}

/** Major version of Postgres in an image, which the official images have in their environment; null if it is not there. */
export async function imageMajor(image: string): Promise<number | null> {
  const { image: images } = await getContainerRuntimeClient();
  const { Config } = await images.inspect(ImageName.fromString(image));
  const major = Config.Env?.map((entry) => /^PG_MAJOR=(\d+)/.exec(entry)?.[1]).find(Boolean);
  return major ? Number(major) : null;
}
