/** Changes artifact schemas so that violations are short and the compiled code is small. The same artifacts are valid. */

interface Schema {
  readonly [key: string]: unknown;
}

/** A schema of objects. */
interface ObjectSchema extends Schema {
  readonly properties: Readonly<Record<string, { readonly const?: unknown }>>;
  readonly additionalProperties?: unknown;
}

/**
 * If an object may be of several kinds and a property names the kind, only the schema of that kind is applied. Without this, the
 * violations of a model with one wrong key also say what it would need to be a seed, a test or a snapshot.
 */
export function discriminated(schema: Schema): Schema {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (value === null || typeof value !== 'object') return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item)]));
    const { anyOf, ...rest } = inner;
    const choice = Array.isArray(anyOf) ? byTag(anyOf) : undefined;
    return choice ? { ...rest, allOf: [...((rest.allOf as unknown[] | undefined) ?? []), choice] } : inner;
  };
  return convert(schema) as Schema;
}

const isObject = (schema: unknown): schema is ObjectSchema =>
  typeof (schema as ObjectSchema | null)?.properties === 'object';

/** Undefined if no property names the kind. */
function byTag(kinds: readonly unknown[]): Schema | undefined {
  if (!kinds.every(isObject)) return undefined;
  const tags = new Set(kinds.flatMap(({ properties }) => Object.keys(properties)));
  const constants = (tag: string) =>
    kinds.flatMap(({ properties }) => (properties[tag]?.const === undefined ? [] : [properties[tag].const]));
  const tag = [...tags].find((name) => new Set(constants(name)).size >= 2);
  if (tag === undefined) return undefined;
  const values = [...new Set(constants(tag))];
  const untagged = kinds.filter(({ properties }) => properties[tag]?.const === undefined);
  const isTagged = (test: Schema) => ({ properties: { [tag]: test }, required: [tag] });
  return {
    allOf: [
      ...values.map((value) => ({
        if: isTagged({ const: value }),
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: narrowest([...kinds.filter(({ properties }) => properties[tag]?.const === value), ...untagged]),
      })),
      { if: isTagged({ enum: values }), else: { anyOf: kinds } },
    ],
  };
}

/** For several kinds with the same tag: the one with a property that the others do not allow, if the object has it. */
function narrowest(kinds: readonly ObjectSchema[]): Schema {
  const [first, ...others] = kinds.toSorted((a, b) => namesOf(b).length - namesOf(a).length);
  if (others.length === 0) return first as ObjectSchema;
  const own = namesOf(first as ObjectSchema).filter((name) =>
    others.every(
      ({ properties, additionalProperties }) =>
        additionalProperties === false && !Object.hasOwn(properties, name),
    ),
  );
  if (own.length === 0) return { anyOf: kinds };
  return {
    if: { anyOf: own.map((name) => ({ required: [name] })) },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: first as ObjectSchema,
    else: { anyOf: kinds },
  };
}

const namesOf = ({ properties }: ObjectSchema) => Object.keys(properties);

/**
 * Moves each object schema to `$defs`, once, and refers to it. The engine's classes repeat a schema wherever it occurs. The
 * manifest's schema then compiles to one function of 6 MB, which V8 does not optimise and which takes as much CPU time as the step.
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
