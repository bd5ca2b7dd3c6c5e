/** Finds or installs the Node that dvt-compat runs on. */
import fs from 'node:fs';
import path from 'node:path';
import { build, cache } from './cache.mjs';
import { npm } from './npm.mjs';
import { atLeast, isFile, onPath, versionOf } from './programs.mjs';
import { runTool } from './run-tool.mjs';

// Testcontainers needs 22.22, Vitest needs 22, 24, or 26 and later.
const isGood = (version) => /^(22|24|2[6-9]|[3-9]\d)\./.test(version) && atLeast(version, '22.22.0');

// The package of the platform, which the package `node` would fetch in an install script. npm may not run those.
const platform = `${process.platform}-${process.arch}`;
const name = platform === 'darwin-arm64' ? `node-bin-${platform}` : `node-${platform}`;
const folderName = `node-24-${platform}`;
const inside = path.join('node_modules', name, 'bin', 'node');

/** The running Node, else our own, else another on PATH; undefined if none is recent enough. */
export function findNode() {
  if (isGood(process.versions.node)) return process.execPath;
  const own = path.join(cache, folderName, inside);
  if (isFile(own)) return own;
  const others = onPath('node').filter((file) => fs.realpathSync(file) !== process.execPath);
  return others.find((file) => isGood(versionOf(file)));
}

export const getNode = () =>
  build(folderName, async (folder) => {
    await npm(process.execPath, folder, ['install', '--prefix', folder, '--ignore-scripts', `${name}@24`]);
    await runTool([path.join(folder, inside), '--version']);
  });
