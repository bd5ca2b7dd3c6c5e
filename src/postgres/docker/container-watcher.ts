/** Program: removes the container if the process that started it exits without doing so. */
import { watchParent } from '../watcher.ts';

const { job, send, gone } = await watchParent<{ readonly label: string }, true>();
send({ ready: true });
const removed = await gone;
if (!removed) {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const containers = await dockerode.listContainers({ all: true, filters: { label: [job.label] } });
  for (const { Id } of containers) await dockerode.getContainer(Id).remove({ force: true, v: true });
}
process.exit();
