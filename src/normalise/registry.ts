/** All normalisers, in the order in which they are applied. A new one is an object in the file of its topic and a line here. */
import { snapshotId } from '../facets/database/snapshot-id.ts';
import { cacheMiss, connectionPool } from './connections.ts';
import { address, backendId, databaseName, indexName, invocationId, port, processId } from './ids.ts';
import type { Normaliser } from './normaliser.ts';
import { nodeOrder, skipOrder, threadOrder } from './orders.ts';
import { argumentOrder, randomSample, redrawnLine, resources } from './output.ts';
import { folders, sourceLine, temporaryFolder } from './paths.ts';
import { sideBySide } from './side-by-side.ts';
import { age, clock, compactMoment, duration, temporaryName } from './times.ts';

export const normalisers: readonly Normaliser[] = [
  folders,
  sourceLine,
  databaseName,
  resources,
  duration,
  age,
  clock,
  compactMoment,
  invocationId,
  processId,
  port,
  backendId,
  address,
  temporaryName,
  temporaryFolder,
  snapshotId,
  indexName,
  argumentOrder,
  cacheMiss,
  connectionPool,
  randomSample,
  redrawnLine,
  skipOrder,
  sideBySide,
  threadOrder,
  nodeOrder,
];
