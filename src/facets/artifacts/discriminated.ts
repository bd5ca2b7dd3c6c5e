/** Schemas that only say what is wrong with the kind of node that a node is. */

interface Schema {
  readonly [key: string]: unknown;
}

/** A schema of objects. */
interface ObjectSchema extends Schema {
  readonly properties: Readonly<Record<string, { readonly const?: unknown }>>;
  readonly additionalProperties?: unknown;
}

/**
 * Where an object may be of one of several kinds and a property names the kind, only the schema of that kind is asked. It accepts the
 * same objects, but of a model with one wrong key the original says what else it would need to be a seed, a test or a snapshot.
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

const isObject = (one: unknown): one is ObjectSchema =>
  typeof (one as ObjectSchema | null)?.properties === 'object';

/** Undefined where no property names the kind. */
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

/** Of several kinds with one tag: the one with a property that the others do not allow, if the object has that. */
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
