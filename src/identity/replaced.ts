/** The record of what was replaced: by placeholder, which strings it stands for, in how many places each. */
export type Replaced = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Told that a placeholder now stands in place of a string. */
export type Note = (placeholder: string, original: string, places?: number) => void;

/** Counts until it is asked. */
export function recording(): { readonly note: Note; readonly replaced: () => Replaced } {
  const counts = new Map<string, Map<string, number>>();
  return {
    note: (placeholder, original, places = 1) => {
      const originals = counts.get(placeholder) ?? new Map<string, number>();
      counts.set(placeholder, originals.set(original, (originals.get(original) ?? 0) + places));
    },
    replaced: () =>
      Object.fromEntries([...counts].map(([placeholder, all]) => [placeholder, Object.fromEntries(all)])),
  };
}

/** Sums records that were counted apart. */
export function sumReplaced(all: readonly Replaced[]): Replaced {
  const { note, replaced } = recording();
  for (const one of all)
    for (const [placeholder, originals] of Object.entries(one))
      for (const [original, places] of Object.entries(originals)) note(placeholder, original, places);
  return replaced();
}
