/** Takes the running steps along when the harness itself ends early: by a defect, or by process.exit. */
import type { ProcessTree } from './process-tree.ts';

const running = new Set<ProcessTree>();

/** Strikes the tree when this process exits. @returns takes it off again. */
export function killOnExit(tree: ProcessTree): () => void {
  if (running.size === 0) process.on('exit', strikeAll);
  running.add(tree);
  return () => {
    running.delete(tree);
    if (running.size === 0) process.off('exit', strikeAll);
  };
}

function strikeAll(): void {
  for (const tree of running) tree.strike();
}
