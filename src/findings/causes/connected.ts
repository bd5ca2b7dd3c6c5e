/** Items in parts: those that share a key, directly or by way of others, are in one part. */
export function connected<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => Iterable<string>,
): readonly (readonly Item[])[] {
  const parts: { readonly items: readonly Item[]; readonly keys: ReadonlySet<string> }[] = [];
  for (const item of items) {
    const keys = [...keysOf(item)];
    const shared = parts.filter((part) => keys.some((key) => part.keys.has(key)));
    for (const part of shared) parts.splice(parts.indexOf(part), 1);
    parts.push({
      items: [...shared.flatMap((part) => part.items), item],
      keys: new Set([...shared.flatMap((part) => [...part.keys]), ...keys]),
    });
  }
  return parts.map((part) => part.items);
}
