/** Events of dbt's JSON log. Engines and versions differ in what they log, so every reader returns undefined for a missing key. */
import { isObject, type Json, type JsonObject, textAt } from '../config/json.ts';

export type LogEvent = JsonObject & {
  /** Name, level, message, thread, invocation: keys that every event has. */
  readonly info: JsonObject;
};

export const isLogEvent = (value: Json | undefined): value is LogEvent =>
  isObject(value) && isObject(value.info);

type Read = (event: Json | undefined) => string | undefined;

export const nameOf: Read = (event) => textAt(event, 'info', 'name');
/** dbt's code of the event: E for adapters, Q for nodes. */
export const codeOf: Read = (event) => textAt(event, 'info', 'code');
export const levelOf: Read = (event) => textAt(event, 'info', 'level');
export const messageOf: Read = (event) => textAt(event, 'info', 'msg');
export const threadOf: Read = (event) => textAt(event, 'info', 'thread');
export const invocationIdOf: Read = (event) => textAt(event, 'info', 'invocation_id');
/** Unique id of the node that the event is about. */
export const nodeIdOf: Read = (event) => textAt(event, 'data', 'node_info', 'unique_id');
/** Name of a connection: that of a node, or `list_…` and `create_…` for schemas. */
export const connectionOf: Read = (event) => textAt(event, 'data', 'conn_name');

/** The keys that only events of this name have. */
export const dataOf = (event: Json | undefined): JsonObject =>
  isObject(event) && isObject(event.data) ? event.data : {};

/** The event with other values of some keys. */
export const withInfo = (event: LogEvent, info: JsonObject): LogEvent => ({
  ...event,
  info: { ...event.info, ...info },
});
export const withData = (event: LogEvent, data: JsonObject): LogEvent => ({
  ...event,
  data: { ...dataOf(event), ...data },
});
