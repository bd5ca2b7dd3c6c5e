/** Artifact schemas in the form that compiles to small functions. */

interface Schema {
  readonly [key: string]: unknown;
}

/**
 * Gives each object schema a place of its own, once, and refers to it where it stood: `$defs`. It says the same.
 * The engine's classes write every schema out wherever it occurs. The manifest's compiles to one function of 6 MB then,
 * which is never optimised and takes as much processor as the engine's step does.
 */
export function hoisted(schema: Schema): Schema {
  const found = new Map<string, string>();
  const definitions: Record<string, unknown> = {};
  const hoist = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hoist);
    if (value === null || typeof value !== 'object') return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hoist(item)]));
    if (typeof inner.title !== 'string' || typeof inner.properties !== 'object') return inner;
    const text = JSON.stringify(inner);
    const name = found.get(text) ?? `${inner.title.replaceAll(/\W/g, '')}${found.size}`;
    found.set(text, name);
    definitions[name] = inner;
    return { $ref: `#/$defs/${name}` };
  };
  const root = Object.fromEntries(Object.entries(schema).map(([key, item]) => [key, hoist(item)]));
  return { ...root, $defs: { ...(root.$defs as object | undefined), ...definitions } };
}
