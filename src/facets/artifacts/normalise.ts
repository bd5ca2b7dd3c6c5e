import type { Apply } from '../../normalise/clean.ts';
import type { Observation } from '../../observe/observation.ts';

export const normaliseArtifacts = (
  artifacts: Observation['artifacts'],
  { clean, whole }: Apply,
): Observation['artifacts'] =>
  clean.value(
    Object.fromEntries(
      Object.entries(artifacts).map(([name, artifact]) => {
        const content = whole(
          artifact.content,
          ({ artifact: apply }) => apply && ((given, context) => apply(name, given, context)),
        );
        return [name, { ...artifact, content }];
      }),
    ),
  );
