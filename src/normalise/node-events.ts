/** Events of the log that say in which order nodes were taken, or ended. */
import type { Json } from '../observe/observation.ts';
import { withoutNumber } from './node-lines.ts';

export interface NodeEvent {
  readonly info: {
    readonly name?: string;
    readonly thread?: string;
    readonly msg?: string | undefined;
  };
  readonly data?: {
    readonly index?: Json;
    readonly conn_name?: string;
    readonly results?: readonly Json[];
  };
}

/** Without the number that the node got as it began. */
export const withoutIndex = ({ info, data, ...event }: NodeEvent): NodeEvent => ({
  ...event,
  info: { ...info, ...(info.msg !== undefined && { msg: withoutNumber(info.msg) }) },
  ...(data && { data: data.index === undefined ? data : { ...data, index: '{n}' } }),
});

/** Results come as nodes end, and in the log they bear no names: their texts have to do. */
export const withResultsInOrder = (event: NodeEvent): NodeEvent =>
  event.data?.results === undefined
    ? event
    : { ...event, data: { ...event.data, results: event.data.results.toSorted(byText) } };

const byText = (one: Json, other: Json) => JSON.stringify(one).localeCompare(JSON.stringify(other));
