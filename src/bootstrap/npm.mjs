/** Runs the npm of the machine, without the settings of the npm that may have started us. */
import fs from 'node:fs';
import { onPath } from './programs.mjs';
import { runTool } from './run-tool.mjs';
import { problem } from './tell.mjs';

const fromNpm = /^(npm_(config|package|lifecycle|command|execpath|node_execpath)|INIT_CWD)/i;
const registry =
  /^npm_config_(.*registry|cache|ca|cafile|cert|key|.*proxy|.*config|strict_ssl|\/\/.*|_auth.*)$/i;

/** The environment of npm. Of npm's settings only those of the registry: a prefix, for example, would be wrong. */
function environment() {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => !fromNpm.test(name) || registry.test(name)));
}

/** Runs npm in a folder, with the given Node if npm's own script can be found. */
export function npm(node, folder, args) {
  const starter = process.env.npm_execpath ?? '';
  const program = starter.endsWith('npm-cli.js') ? starter : onPath('npm')[0];
  if (program === undefined)
    throw problem(
      'npm not found',
      'npm is not on PATH.',
      'Install npm (Debian: apt-get install npm), then try again.',
    );
  const script = fs.realpathSync(program);
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund', '--no-update-notifier', '--no-progress'];
  const command = [...(script.endsWith('.js') ? [node, script] : [program]), ...args, ...quiet];
  return runTool(command, { cwd: folder, env: environment() });
}
