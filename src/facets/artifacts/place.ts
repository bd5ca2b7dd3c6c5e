/** Where in an artifact a difference is, in the words of someone who knows dbt's artifacts. */
import path from 'node:path';
import { isUniqueId } from '../general.ts';
import { nodeName } from '../wording.ts';

export interface Place {
  /** Name of its file: `manifest.json`. */
  readonly artifact: string;
  /** All keys, joined by `/`. */
  readonly keys: string;
  /** Name of the node it is about, where it is about a node. */
  readonly node: string | undefined;
  /** The keys within the node, or all of them, joined by `.`. */
  readonly key: string;
}

/** @param difference with the path `<file>#/<keys>`. */
export function placeOf(difference: { readonly path: string }): Place {
  const [file = '', keys = ''] = difference.path.split(/#\/?(.*)/s);
  const segments = keys === '' ? [] : keys.split('/');
  const at = segments.findIndex(isUniqueId);
  return {
    artifact: path.posix.basename(file),
    keys,
    node: at < 0 ? undefined : nodeName(segments[at] as string),
    key: segments.slice(at + 1).join('.'),
  };
}
