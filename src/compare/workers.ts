/** How many cases run at once. */

/** Memory a case needs while its engine runs, measured on dbt with room to spare. */
const gibPerWorker = 1;

/**
 * One worker a core, as far as memory goes; at least one.
 * @param wanted what the user asked for; wins.
 */
export const workersFor = (
  wanted: number | undefined,
  cores: number,
  memoryBytes = process.availableMemory(),
): number => wanted ?? Math.max(1, Math.min(cores, Math.floor(memoryBytes / 1024 ** 3 / gibPerWorker)));
