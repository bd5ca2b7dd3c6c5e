/** What several reporters ask of a run is worked out once. */

/** Remembers what `compute` gave for a run: nobody changes a run. */
export function oncePerRun<Run extends object, T>(compute: (run: Run) => T): (run: Run) => T {
  const known = new WeakMap<Run, { readonly value: T }>();
  return (run) => {
    const found = known.get(run) ?? { value: compute(run) };
    known.set(run, found);
    return found.value;
  };
}
