/** Program: removes our container when the process that started it has gone without doing so. */
import { lifeline } from '../lifeline.ts';

const { job, tell, cut } = await lifeline<{ readonly label: string }, true>();
tell({ ready: true });
if ((await cut) !== 'removed') {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const ours = await dockerode.listContainers({ all: true, filters: { label: [job.label] } });
  for (const { Id } of ours) await dockerode.getContainer(Id).remove({ force: true, v: true });
}
process.exit();
