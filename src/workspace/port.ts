/** The port of a workspace, for cases with a server, a package hub or a port in use. */
import { createHash } from 'node:crypto';
import type { Step } from '../cases/case.ts';

/** All ports are below those that systems assign themselves, which begin at 32768. */
const firstPort = 28_500;
const portsPerRun = 64;

/**
 * One of the ports of a run, which only depends on its slot and the name of the workspace: both sides of a case have it, and
 * what the reference printed in an earlier run can be used again. Two workspaces may have the same port (see `withOwn`).
 */
export const portIn = (slot: number, workspace: string): number =>
  firstPort +
  slot * portsPerRun +
  ((createHash('sha256').update(workspace).digest()[0] as number) % portsPerRun);

/** Whether steps need the port of their workspace. */
export const usesPort = (steps: readonly Step[]): boolean =>
  JSON.stringify(steps).includes('{port}') ||
  steps.some((step) => 'engine' in step && (step.busy || step.hub));

/** Steps with the number of the port instead of `{port}` in every text. */
export const withPort = (steps: readonly Step[], port: number): readonly Step[] =>
  usesPort(steps) ? JSON.parse(JSON.stringify(steps).replaceAll('{port}', String(port))) : steps;
