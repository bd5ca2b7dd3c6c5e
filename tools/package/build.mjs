/**
 * Builds the npm package: `dist/` is a checkout that Node can run under node_modules, where it reads no TypeScript.
 * What is read at run time lies in it where it lies in the checkout, so nothing has to ask in which of both it runs.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = path.join(root, process.argv[2] ?? 'dist');
/** `package-lock.json` is part of what kept observations of a reference are known by. */
const wanted = ['bootstrap.mjs', 'compat.config.yaml', 'package.json', 'package-lock.json'];
const assetsOfCode = /\.(py|sh|css|js|mjs)$/;
const folders = {
  src: assetsOfCode,
  packages: assetsOfCode,
  tools: assetsOfCode,
  'suites/expectations': /\.yaml$/,
  projects: /./,
};
/** Sources that only a checkout runs, and what engines and Python leave behind. */
const unwanted = /^tools\/(bench|mutants|causes|package)\/|(^|\/)(target|logs|dbt_packages|__pycache__)\//;

fs.rmSync(dist, { recursive: true, force: true });
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
const { status } = spawnSync(
  process.execPath,
  [tsc, '--project', path.join(root, 'tsconfig.build.json'), '--outDir', dist],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
if (status === 0) for (const file of assets()) copy(file);
process.exitCode = status ?? 1;

function assets() {
  const found = Object.entries(folders).flatMap(([folder, pattern]) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && pattern.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  return [...wanted, ...found.filter((file) => !unwanted.test(file))];
}

function copy(file) {
  const target = path.join(dist, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(path.join(root, file), target, fs.constants.COPYFILE_EXCL); // never over what was compiled
}
