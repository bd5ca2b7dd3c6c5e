/** What a schema has against an artifact, however large the artifact and however much there is. */

import { isObject, type Json } from '../../config/json.ts';
import { generalViolation } from './wording.ts';

/** A compiled schema, as Ajv makes them. */
export type Compiled = ((content: Json) => boolean) & {
  errors?: { keyword?: string; instancePath: string; message?: string; params: object }[] | null;
};

/** Violations kept of one artifact, and of one rule: who breaks the same rule a thousand times has shown it. */
const [violationLimit, ruleLimit] = [20, 3];
/** Nodes, macros … validated at a time: errors of 5,000 models at once could take gigabytes. */
const pieceSize = 1000;

/** Keywords whose errors only say that there are errors below them. */
const summing = ['if', 'anyOf', 'oneOf'];

/** The first violations, as texts; from a schema that gives every error. */
export function violationsOf(validate: Compiled, content: Json): readonly string[] {
  const found: string[] = [];
  const broken = new Map<string, number>();
  for (const piece of pieces(content)) {
    validate(piece);
    for (const { keyword, instancePath, message, params } of validate.errors ?? []) {
      if (keyword !== undefined && summing.includes(keyword)) continue;
      const text = `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`;
      // What is wrong outside the large maps is wrong in each piece.
      if (found.includes(text)) continue;
      const rule = generalViolation(text);
      const times = (broken.get(rule) ?? 0) + 1;
      broken.set(rule, times);
      if (times > ruleLimit) continue;
      found.push(text);
      if (found.length === violationLimit) return found;
    }
  }
  return found;
}

/** The content as it is, or several of it, each with other entries of the large maps and all else. */
function* pieces(content: Json): Generator<Json> {
  const parts = isObject(content) ? Object.entries(content) : [];
  const longest = Math.max(0, ...parts.map(([, part]) => (isObject(part) ? Object.keys(part).length : 0)));
  if (longest <= pieceSize) {
    yield content;
    return;
  }
  for (let at = 0; at < longest; at += pieceSize)
    yield Object.fromEntries(
      parts.map(([key, part]) => [
        key,
        isObject(part) && Object.keys(part).length > pieceSize
          ? Object.fromEntries(Object.entries(part).slice(at, at + pieceSize))
          : part,
      ]),
    );
}
