/** The comment with which dbt begins a statement: `/* {"app": "dbt", …, "node_id": "model.shop.orders"} *\/`. */
import { isObject, type JsonObject, jsonIn } from '../config/json.ts';

const comment = /^\s*\/\*\s*(\{.*?\})\s*\*\//s;

/** Undefined if there is no comment, or one that the user's own macro writes. */
export function commentOf(sql: string): JsonObject | undefined {
  const value = jsonIn(comment.exec(sql)?.[1] ?? '');
  return isObject(value) ? value : undefined;
}

/** Unique ids of the nodes for which the statements of a passage were sent. */
export const nodeIdsIn = (passage: string): ReadonlySet<string> =>
  new Set([...passage.matchAll(/"node_id": "([^"]+)"/g)].map(([, id = '']) => id));

/** SQL without its comments, spaces as one: what the server makes of it is the same. */
export const withoutComments = (sql: string): string =>
  sql
    .replaceAll(/('(?:[^']|'')*')|\/\*[\s\S]*?\*\/|--[^\n]*/g, (_, text: string | undefined) => text ?? ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
