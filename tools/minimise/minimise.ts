/** Shrinks a case with its project as long as it still reproduces something. */
import { createHash } from 'node:crypto';
import { ddmin } from './ddmin.ts';
import { type Layer, type LayerName, layers, type Variant } from './variant.ts';

/** Number of pieces of a layer before and after. */
export interface Shrunk {
  readonly layer: LayerName;
  readonly before: number;
  readonly after: number;
}

export interface Minimised {
  readonly variant: Variant;
  readonly shrunk: readonly Shrunk[];
  /** Number of trials. */
  readonly trials: number;
  /** Whether the limit was reached, so that it may shrink further. */
  readonly bounded: boolean;
}

export interface Trial {
  readonly n: number;
  readonly layer: LayerName;
  /** Pieces that were kept, of how many. */
  readonly kept: number;
  readonly of: number;
  readonly reproduced: boolean;
}

export async function minimise({
  whole,
  reproduces,
  maxTrials,
  onTrial = () => undefined,
}: {
  /** Reproduces it. */
  readonly whole: Variant;
  /** A trial: runs the variant. */
  readonly reproduces: (variant: Variant) => Promise<boolean>;
  readonly maxTrials: number;
  readonly onTrial?: (trial: Trial) => void;
}): Promise<Minimised> {
  const known = new Map<string, boolean>([[digest(whole), true]]);
  let [trials, bounded] = [0, false];
  let variant = whole;
  const shrunk: Shrunk[] = [];
  for (const [layer, { pieces, keep }] of Object.entries(layers) as [LayerName, Layer][]) {
    const all = pieces(variant);
    const from = variant;
    const kept = await ddmin(all, async (some) => {
      const smaller = keep(from, new Set(some));
      const key = digest(smaller);
      const before = known.get(key);
      if (before !== undefined) return before;
      if (trials >= maxTrials) {
        bounded = true;
        return false;
      }
      const reproduced = await reproduces(smaller);
      known.set(key, reproduced);
      trials++;
      onTrial({ n: trials, layer, kept: some.length, of: all.length, reproduced });
      return reproduced;
    });
    variant = keep(from, new Set(kept));
    shrunk.push({ layer, before: all.length, after: kept.length });
  }
  return { variant, shrunk, trials, bounded };
}

const digest = ({ case: case_, files }: Variant): string =>
  createHash('sha256')
    .update(JSON.stringify([case_.steps, Object.entries(files).toSorted()]))
    .digest('hex');
