/** `report.html`: a run as one page that needs nothing but itself and a browser. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extension } from '../../config/installation.ts';
import type { Run } from '../run.ts';
import { pageData } from './data.ts';

const part = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** In a checkout page.ts without its types; in the package it was compiled. */
function scriptOf(): string {
  const source = part(`page${extension}`);
  if (extension !== '.ts') return source;
  // Node warns that the function is experimental, which says nothing to a user.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** @returns HTML; the data is in it as JSON in which no tag can begin. */
export function renderPage(run: Run): string {
  const [style, script] = [part('page.css'), scriptOf()];
  const digest = createHash('sha256').update(script).digest('base64');
  // The page may run its own script and use its own style, and load nothing.
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`;
  const data = JSON.stringify(pageData(run)).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>dvt-compat</title>
<style>${style}</style>
</head>
<body>
<header>
<h1 id="title"></h1>
<p><span id="score" class="score"></span> <span id="headline"></span></p>
<ul id="numbers"></ul>
<ul id="facts" class="dim"></ul>
</header>
<main>
<h2 id="trend-head">Score from run to run</h2>
<div id="trend" class="wide"></div>
<h2>Commands and facets</h2>
<p class="dim">✔ no difference above internals, ○ cases with registered ones only, ✖ cases with new ones. A cell shows its cases below.</p>
<div class="wide"><table id="matrix"></table></div>
<h2>Causes</h2>
<div class="filters">
<label>search <input id="find" type="search"></label>
<label>impact <select id="impact"></select></label>
<label>status <select id="status"></select></label>
</div>
<div id="causes"></div>
<h2 id="cases-head">Cases</h2>
<div class="filters">
<label>search <input id="search" type="search"></label>
<label>command <select id="command"></select></label>
<label>verdict <select id="verdict"></select></label>
<label>facet <select id="facet"></select></label>
</div>
<div id="cases"></div>
<h2>Time by command</h2>
<div id="times" class="wide"></div>
<h2 id="options-head">Options tried</h2>
<div class="wide"><table id="flags"></table></div>
</main>
<script id="data" type="application/json">${data}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}
