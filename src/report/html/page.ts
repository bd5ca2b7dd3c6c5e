/**
 * The script of `report.html`: shows the data of a run. Output of engines is only inserted as text, never as HTML, so it
 * cannot change the page.
 */
import type { PageData } from './data.ts';

type Cause = PageData['causes'][number];
type Case = PageData['cases'][number];
type Difference = Case['shown'][number];
type Child = Node | string | undefined;

const impacts: Readonly<Record<Cause['impact'], string>> = {
  data: '◆ data',
  outcome: '✖ outcome',
  contract: '▲ contract',
  console: '• console',
  internals: '· internals',
};
const verdicts: Readonly<Record<Case['verdict'], string>> = {
  same: '✔ same',
  expected: '○ expected',
  different: '✖ different',
  unstable: '~ unstable',
  blocked: '■ blocked',
  error: '! error',
  skipped: '- skipped',
};
const statuses: readonly Cause['status'][] = ['new', 'known', 'intended'];
/** Rows that are added at once; a button adds more, because thousands of rows make the page slow. */
const batchSize = 200;

const $ = (id: string) => document.getElementById(id) as HTMLElement;
const field = (id: string) => $(id) as HTMLInputElement | HTMLSelectElement;
const data: PageData = JSON.parse($('data').textContent ?? '');

/** @param selector tag and classes: `td.cell.same`. */
function make(selector: string, ...children: readonly Child[]): HTMLElement {
  const [tag = '', ...classes] = selector.split('.');
  const element = document.createElement(tag);
  element.classList.add(...classes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
function withAttributes(element: HTMLElement, attributes: Readonly<Record<string, string>>): HTMLElement {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
const link = (href: string, text: string) => withAttributes(make('a', text), { href });
const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function button(selector: string, text: string, onClick: () => void): HTMLElement {
  const element = make(selector, text);
  element.addEventListener('click', onClick);
  return element;
}

const headerRow = (names: readonly string[]) =>
  make('thead', make('tr', ...names.map((name) => withAttributes(make('th', name), { scope: 'col' }))));
const bodyRow = (name: string, ...cells: readonly (string | number | Node)[]) =>
  make(
    'tr',
    withAttributes(make('th', name), { scope: 'row' }),
    ...cells.map((cell) => (cell instanceof Node ? cell : make('td', String(cell)))),
  );

function showHeadline() {
  document.title = `${data.candidate} against ${data.reference}`;
  $('title').textContent = document.title;
  $('score').textContent = data.score;
  $('headline').textContent = data.headline;
  for (const id of ['numbers', 'facts'] as const) $(id).append(...data[id].map((line) => make('li', line)));
}

function showMatrix() {
  const rows = data.commands.map(({ command, outlook, compatible, counted, facets }) =>
    bodyRow(
      command,
      outlook,
      `${compatible} of ${counted}`,
      ...facets.map(([unexpected = 0, expected = 0], index) => {
        const [kind, mark] =
          unexpected > 0
            ? ['different', `✖ ${unexpected}`]
            : expected > 0
              ? ['expected', `○ ${expected}`]
              : ['same', '✔'];
        const facet = data.facets[index] ?? '';
        const title = `${command}, ${facet}: ${unexpected} cases with new differences, ${expected} with registered ones`;
        const show = () => showCases({ command, facet: kind === 'same' ? '' : facet });
        const cell = withAttributes(button('button', mark, show), { 'aria-label': title, title });
        return make(`td.cell.${kind}`, cell);
      }),
    ),
  );
  $('matrix').append(headerRow(['command', '', 'compatible', ...data.facets]), make('tbody', ...rows));
}

/** A difference: what both sides show, with the words that differ marked. */
function differenceElement({ step, facet, kind, path, seen, expectation, text }: Difference) {
  // Parts of the text have the side -1 (reference only), 0 (both) or 1 (candidate only).
  const side = (shownSide: -1 | 1, name: string, tag: 'del' | 'ins') => {
    const parts = text
      .filter(([partSide]) => partSide === 0 || partSide === shownSide)
      .map(([partSide, part]) => (partSide === 0 ? part : make(tag, part === '' ? '(empty)' : part)));
    return make('div', make('div.dim', name), make('pre', ...(parts.length > 0 ? parts : ['(nothing)'])));
  };
  const where = [`step ${step}`, facet, kind, path];
  if (seen) where.push(`seen in ${seen} runs`);
  if (expectation) where.push(`expected: ${expectation}`);
  return make(
    'div',
    make('div', make('code', where.join(' · '))),
    make('div.sides', side(-1, data.reference, 'del'), side(1, data.candidate, 'ins')),
  );
}

/** A summary that can be expanded. The details are created when it is opened first, because most are never opened. */
function expandable(summary: readonly Child[], details: () => readonly Child[]) {
  const element = make('details', make('summary', ...summary));
  element.addEventListener('toggle', () => element.append(make('div', ...details())), { once: true });
  return element;
}

const causeElement = ({ impact, status, title, cases, commands, ...cause }: Cause) =>
  expandable(
    [
      make(`span.mark.${impact}`, impacts[impact]),
      `${title} `,
      make('span.dim', `${status}, ${plural(cases.length, 'case')} of ${commands.join(', ')}`),
    ],
    () => [
      cause.reason &&
        make('p', `${status === 'new' ? 'Registered in part' : `Registered as ${status}`}: ${cause.reason}`),
      make('p', cause.fix),
      ...cause.shown.map(differenceElement),
      cause.repro && make('pre', cause.repro),
      cause.issue === null ? undefined : make('p', link(cause.issue, 'the issue, ready to be filed')),
      make('p.dim', `Cases: ${cases.slice(0, 40).join(', ')}${cases.length > 40 ? ' …' : ''}`),
    ],
  );

const evidence = ({ id, steps }: Case): readonly Child[] => [
  link(`raw/${id}/`, 'folder'),
  ...steps.flatMap((step) =>
    ['reference', 'candidate'].flatMap((side) => {
      const folder = `raw/${id}/${side}/step-${step}`;
      return [
        `, step ${step} of the ${side}: `,
        link(`${folder}/transcript`, 'printed'),
        ' ',
        link(`${folder}/observation.json`, 'observed'),
      ];
    }),
  ),
];

const caseElement = (result: Case) =>
  expandable(
    [
      make(`span.mark.verdict-${result.verdict}`, verdicts[result.verdict]),
      make('code', result.id),
      ` ${result.title}`,
    ],
    () => [
      make('pre', result.line),
      result.reason && make('p', result.reason),
      make(
        'p.dim',
        `${result.seconds.map((seconds) => `${seconds.toFixed(1)} s`).join(' and ')}. Raw evidence: `,
        ...evidence(result),
      ),
      ...result.shown.map(differenceElement),
      result.count > result.shown.length
        ? make('p', `… and ${result.count - result.shown.length} more: see report.json`)
        : undefined,
    ],
  );

/** Fills a list, one batch at a time. */
function fillList<Item>(id: string, all: readonly Item[], elementOf: (item: Item) => Node) {
  let count = 0;
  const addBatch = () => {
    const next = all.slice(count, count + batchSize);
    count += next.length;
    $(id).querySelector('.more')?.remove();
    $(id).append(...next.map(elementOf));
    if (count < all.length) $(id).append(button('button.more', `${all.length - count} more`, addBatch));
  };
  $(id).replaceChildren(withAttributes(make('p.dim', `${all.length} shown`), { role: 'status' }));
  addBatch();
}

const contains = (text: string, ...fields: readonly string[]) =>
  fields.join(' ').toLowerCase().includes(text.toLowerCase());

function showCauses() {
  const [text, impact, status] = [field('find').value, field('impact').value, field('status').value];
  const all = data.causes.filter(
    (cause) =>
      (impact === 'all' || (impact === '' ? cause.impact !== 'internals' : cause.impact === impact)) &&
      (status === '' || cause.status === status) &&
      contains(text, cause.title, ...cause.commands, ...cause.cases),
  );
  fillList('causes', all, causeElement);
}

/** @param chosen cell of the matrix: the filters are set to it first. */
function showCases(chosen?: { readonly command: string; readonly facet: string }) {
  if (chosen) for (const [id, value] of Object.entries({ ...chosen, verdict: '' })) field(id).value = value;
  const [text, command] = [field('search').value, field('command').value];
  const [verdict, facet] = [field('verdict').value, field('facet').value];
  const all = data.cases.filter(
    (result) =>
      (command === '' || result.command === command) &&
      (verdict === '' || result.verdict === verdict) &&
      (facet === '' || result.shown.some((each) => each.facet === facet)) &&
      contains(text, result.id, result.title, result.line),
  );
  fillList('cases', all, caseElement);
  if (chosen) $('cases-head').scrollIntoView();
}

function fillFilter(id: string, values: readonly string[], preset = 'all') {
  const option = (value: string, text: string) => withAttributes(make('option', text), { value });
  $(id).append(option('', preset), ...values.map((value) => option(value, value)));
}

/** Adds an empty bar chart to an element. @returns functions that draw its texts and bars. */
function addChart(id: string, label: string, height: number) {
  const create = (name: string, attributes: Readonly<Record<string, string | number>>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  };
  const svg = create('svg', { viewBox: `0 0 720 ${height}`, width: 720, role: 'img', 'aria-label': label });
  $(id).append(svg);
  return {
    text: (x: number, y: number, text: string) => svg.appendChild(create('text', { x, y })).append(text),
    bar: (y: number, share: number, height: number, colour: 'mild' | 'warn') =>
      svg.append(create('rect', { x: 150, y, width: share * 400, height, fill: `var(--${colour})` })),
  };
}

/** The scores of earlier runs and this one, one bar per run, the newest first. */
function showTrend() {
  const runs = data.trend.toReversed();
  $('trend-head').hidden = runs.length < 2;
  if (runs.length < 2) return;
  const label = runs.map(({ started, score }) => `${started}: ${score}`).join(', ');
  const chart = addChart('trend', `Score from run to run. ${label}`, runs.length * 20);
  for (const [index, { started, share, score, counted }] of runs.entries()) {
    chart.text(0, index * 20 + 14, started);
    chart.bar(index * 20 + 4, share, 12, 'mild');
    chart.text(156 + share * 400, index * 20 + 14, `${score} of ${counted}`);
  }
}

function showTimes() {
  const longest = Math.max(1, ...data.commands.flatMap(({ seconds }) => seconds));
  const chart = addChart('times', 'Seconds of both engines by command', data.commands.length * 34);
  for (const [index, { command, seconds }] of data.commands.entries()) {
    chart.text(0, index * 34 + 18, command);
    for (const [side, value] of seconds.entries()) {
      const [y, share] = [index * 34 + side * 12, value / longest];
      chart.bar(y + 4, share, 10, side === 0 ? 'mild' : 'warn');
      chart.text(
        156 + share * 400,
        y + 13,
        `${side === 0 ? 'reference' : 'candidate'} ${value.toFixed(1)} s`,
      );
    }
  }
}

function showOptions() {
  const rows = data.commands.flatMap(({ command, options }) => {
    if (!options) return [];
    const { total, alone, effective, excused, pairwise } = options;
    return [bodyRow(command, total, alone, effective, excused, `${(pairwise * 100).toFixed(0)} %`)];
  });
  $('options-head').hidden = rows.length === 0;
  if (rows.length === 0) return;
  $('flags').append(
    headerRow(['command', 'options', 'tested alone', 'effective', 'exempt', 'pairs']),
    ...rows,
  );
}

showHeadline();
showTrend();
showMatrix();
fillFilter('impact', [...Object.keys(impacts), 'all'], 'all but internals');
fillFilter('status', statuses);
fillFilter(
  'command',
  data.commands.map(({ command }) => command),
);
fillFilter('verdict', Object.keys(verdicts));
fillFilter('facet', data.facets);
for (const id of ['find', 'impact', 'status']) $(id).addEventListener('input', () => showCauses());
for (const id of ['search', 'command', 'verdict', 'facet'])
  $(id).addEventListener('input', () => showCases());
showCauses();
showCases();
showTimes();
showOptions();
