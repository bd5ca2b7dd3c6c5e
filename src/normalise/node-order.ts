import type { Json } from '../observe/observation.ts';
import type { Frame, Normaliser } from './normaliser.ts';

type Parents = Frame['parents'];

interface NodeEvent {
  readonly info?: { readonly name?: string; readonly thread?: string };
  readonly data?: { readonly unique_id?: string; readonly node_info?: { readonly unique_id?: string } };
}

/**
 * Nodes that do not need each other are put in the order of their names, in log and results. Where a node comes before one
 * that it needs, these two stay so: that is no chance. The console numbers nodes as they start, and is left alone.
 */
export const nodeOrder: Normaliser = {
  name: 'node-order',
  why: 'A node is queued when its last parent has finished. Whether another node starts first is a race condition.',
  events: (events, frame) => (isKnown(frame) ? inBlocks(events, frame.parents) : events),
  artifact: (name, content, frame) => {
    const results = (content as { results?: unknown } | null)?.results;
    // Sources are all in the queue from the start: only several threads change their order, in a file of any name.
    if (!Array.isArray(results) || !(name.endsWith('/run_results.json') || frame.atOnce > 1)) return content;
    if (!isKnown(frame)) return content;
    return { ...(content as object), results: inNodeOrder(results as Json[], idOfResult, frame.parents) };
  },
};

/** Without a manifest it is not known what needs what. Where several threads are at work, no order is to be had from that. */
const isKnown = ({ parents, atOnce }: Pick<Frame, 'parents' | 'atOnce'>) => parents.size > 0 || atOnce > 1;

const idOfResult = (result: Json) => String((result as { unique_id?: unknown } | null)?.unique_id);

/** Events of one thread, a block for each node; the order within a block stays. And what others say of nodes that ended. */
function inBlocks(events: readonly Json[], parents: Parents): readonly Json[] {
  const first = events.findIndex(starts);
  if (first === -1) return events;
  const last = events.findLastIndex((event) => nameOf(event) === 'NodeFinished');
  const blocks: Json[][] = [];
  for (const event of events.slice(first, last + 1)) {
    if (starts(event) || blocks.length === 0) blocks.push([]);
    blocks.at(-1)?.push(event);
  }
  const idOfBlock = (block: readonly Json[]) => String((block[0] as NodeEvent).data?.node_info?.unique_id);
  return [
    ...marksInOrder(events.slice(0, first), parents),
    ...inNodeOrder(blocks, idOfBlock, parents).flat(),
    ...marksInOrder(events.slice(last + 1), parents),
  ];
}

/** The thread that takes results tells of each node whose children are skipped, as the nodes end. */
function marksInOrder(events: readonly Json[], parents: Parents): readonly Json[] {
  const isMark = (event: Json) => nameOf(event) === 'MarkSkippedChildren';
  const idOfMark = (event: Json) => String((event as NodeEvent).data?.unique_id);
  const marks = inNodeOrder(events.filter(isMark), idOfMark, parents).values();
  return events.map((event) => (isMark(event) ? (marks.next().value as Json) : event));
}

const nameOf = (event: Json) => (event as NodeEvent | null)?.info?.name;
const starts = (event: Json) => nameOf(event) === 'NodeStart';

/**
 * Sorted by name; two of which one needs the other stay as they came, be it in that order or not. Unchanged where a name
 * comes twice.
 */
export function inNodeOrder<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  parents: Parents,
): readonly T[] {
  const place = new Map(items.map((item, index) => [idOf(item), index]));
  if (place.size !== items.length) return items;
  const placeOf = (id: string) => place.get(id) as number;
  const earlier = new Map<string, string[]>([...place.keys()].map((id) => [id, []]));
  for (const id of place.keys())
    for (const one of needed(id, place, parents)) {
      const [first, second] = placeOf(one) < placeOf(id) ? [one, id] : [id, one];
      earlier.get(second)?.push(first);
    }
  const sorted: T[] = [];
  const done = new Set<string>();
  while (sorted.length < items.length) {
    const next = [...earlier]
      .filter(([id, before]) => !done.has(id) && before.every((one) => done.has(one)))
      .map(([id]) => id);
    for (const id of next.toSorted()) {
      done.add(id);
      sorted.push(items[placeOf(id)] as T);
    }
  }
  return sorted;
}

/** Which of the items a node needs, also by way of nodes that are none of them. */
function needed(id: string, among: ReadonlyMap<string, number>, parents: Parents): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const ask = [...(parents.get(id) ?? [])];
  for (let one = ask.pop(); one !== undefined; one = ask.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (among.has(one)) found.add(one);
    else ask.push(...(parents.get(one) ?? []));
  }
  return [...found];
}
