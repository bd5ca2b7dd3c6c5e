/** Every normaliser, in the order they are applied. A new one is one file and one line here. */

import { snapshotId } from '../facets/database/snapshot-id.ts';
import { address } from './address.ts';
import { age } from './age.ts';
import { argumentOrder } from './argument-order.ts';
import { backendId } from './backend-id.ts';
import { cacheMiss } from './cache-miss.ts';
import { clock } from './clock.ts';
import { compactMoment } from './compact-moment.ts';
import { connectionPool } from './connection-pool.ts';
import { databaseName } from './database-name.ts';
import { duration } from './duration.ts';
import { folders } from './folders.ts';
import { indexName } from './index-name.ts';
import { invocationId } from './invocation-id.ts';
import { nodeOrder } from './node-order.ts';
import type { Normaliser } from './normaliser.ts';
import { port } from './port.ts';
import { processId } from './process-id.ts';
import { randomSample } from './random-sample.ts';
import { redrawnLine } from './redrawn-line.ts';
import { resources } from './resources.ts';
import { sideBySide } from './side-by-side.ts';
import { skipOrder } from './skip-order.ts';
import { sourceLine } from './source-line.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { temporaryName } from './temporary-name.ts';
import { threadOrder } from './thread-order.ts';

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
