/** Shrinks a case with its project as long as something of it stays. */
import { createHash } from 'node:crypto';
import { ddmin } from './ddmin.ts';
import { type Layer, type LayerName, layers, type Variant } from './variant.ts';

/** How many pieces of a layer there were, and are. */
export interface Shrunk {
  readonly layer: LayerName;
  readonly before: number;
  readonly after: number;
}

export interface Minimised {
  readonly variant: Variant;
  readonly shrunk: readonly Shrunk[];
  /** Trials that were made. */
  readonly trials: number;
  /** Whether the bound was met before nothing more could go. */
  readonly bounded: boolean;
}

/**
 * @param holds whether what has to stay is still there in a variant; it is in the given one.
 * @param bound how often `holds` is asked at most.
 * @param tried is told of each trial.
 */
export async function minimise(
  whole: Variant,
  holds: (variant: Variant) => Promise<boolean>,
  bound: number,
  tried: (trial: { n: number; layer: LayerName; kept: number; of: number; held: boolean }) => void,
): Promise<Minimised> {
  const known = new Map<string, boolean>([[digest(whole), true]]);
  let [trials, bounded] = [0, false];
  let variant = whole;
  const shrunk: Shrunk[] = [];
  for (const [layer, { pieces, keep }] of Object.entries(layers) as [LayerName, Layer][]) {
    const all = pieces(variant);
    const from = variant;
    const kept = await ddmin(all, async (some) => {
      const less = keep(from, new Set(some));
      const key = digest(less);
      const before = known.get(key);
      if (before !== undefined) return before;
      if (trials >= bound) {
        bounded = true;
        return false;
      }
      const held = await holds(less);
      known.set(key, held);
      trials++;
      tried({ n: trials, layer, kept: some.length, of: all.length, held });
      return held;
    });
    variant = keep(from, new Set(kept));
    shrunk.push({ layer, before: all.length, after: kept.length });
  }
  return { variant, shrunk, trials, bounded };
}

const digest = ({ case: one, files }: Variant): string =>
  createHash('sha256')
    .update(JSON.stringify([one.steps, Object.entries(files).toSorted()]))
    .digest('hex');
