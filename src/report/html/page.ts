/** The script of `report.html`: shows the data of a run. What an engine printed is only ever set as text. */
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
/** Rows made at once; more are made on demand. */
const batch = 200;

const $ = (id: string) => document.getElementById(id) as HTMLElement;
const field = (id: string) => $(id) as HTMLInputElement | HTMLSelectElement;
const data: PageData = JSON.parse($('data').textContent ?? '');

/** @param name of the element, with its classes: `td.cell.same`. */
function make(name: string, ...children: readonly Child[]): HTMLElement {
  const [tag = '', ...classes] = name.split('.');
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

function button(name: string, text: string, act: () => void): HTMLElement {
  const element = make(name, text);
  element.addEventListener('click', act);
  return element;
}

const headRow = (names: readonly string[]) =>
  make('thead', make('tr', ...names.map((name) => withAttributes(make('th', name), { scope: 'col' }))));
const bodyRow = (name: string, ...cells: readonly (string | number | Node)[]) =>
  make(
    'tr',
    withAttributes(make('th', name), { scope: 'row' }),
    ...cells.map((cell) => (cell instanceof Node ? cell : make('td', String(cell)))),
  );

function head() {
  document.title = `${data.candidate} against ${data.reference}`;
  $('title').textContent = document.title;
  $('score').textContent = data.score;
  $('headline').textContent = data.headline;
  for (const id of ['numbers', 'facts'] as const) $(id).append(...data[id].map((line) => make('li', line)));
}

function matrix() {
  const rows = data.commands.map(({ command, outlook, compatible, counted, facets }) =>
    bodyRow(
      command,
      outlook,
      `${compatible} of ${counted}`,
      ...facets.map(([unexpected = 0, expected = 0], at) => {
        const [kind, mark] =
          unexpected > 0
            ? ['different', `✖ ${unexpected}`]
            : expected > 0
              ? ['expected', `○ ${expected}`]
              : ['same', '✔'];
        const facet = data.facets[at] ?? '';
        const title = `${command}, ${facet}: ${unexpected} cases with new differences, ${expected} with registered ones`;
        const show = () => showCases({ command, facet: kind === 'same' ? '' : facet });
        const cell = withAttributes(button('button', mark, show), { 'aria-label': title, title });
        return make(`td.cell.${kind}`, cell);
      }),
    ),
  );
  $('matrix').append(headRow(['command', '', 'compatible', ...data.facets]), make('tbody', ...rows));
}

/** A difference: what both sides show, with the words that differ marked. */
function difference({ step, facet, kind, path, seen, expectation, text }: Difference) {
  const side = (which: -1 | 1, name: string, tag: 'del' | 'ins') => {
    const parts = text
      .filter(([of]) => of !== -which)
      .map(([of, part]) => (of === 0 ? part : make(tag, part === '' ? '(empty)' : part)));
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

/** A line that shows more when it is opened, which is only made then. */
function opening(line: readonly Child[], fill: () => readonly Child[]) {
  const box = make('details', make('summary', ...line));
  box.addEventListener('toggle', () => box.childElementCount === 1 && box.append(make('div', ...fill())), {
    once: true,
  });
  return box;
}

const causeOf = ({ impact, status, title, cases, commands, ...cause }: Cause) =>
  opening(
    [
      make(`span.mark.${impact}`, impacts[impact]),
      `${title} `,
      make('span.dim', `${status}, ${plural(cases.length, 'case')} of ${commands.join(', ')}`),
    ],
    () => [
      cause.reason &&
        make('p', `${status === 'new' ? 'Registered in part' : `Registered as ${status}`}: ${cause.reason}`),
      make('p', cause.fix),
      ...cause.shown.map(difference),
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

const caseOf = (shown: Case) =>
  opening(
    [
      make(`span.mark.verdict-${shown.verdict}`, verdicts[shown.verdict]),
      make('code', shown.id),
      ` ${shown.title}`,
    ],
    () => [
      make('pre', shown.line),
      shown.reason && make('p', shown.reason),
      make(
        'p.dim',
        `${shown.seconds.map((seconds) => `${seconds.toFixed(1)} s`).join(' and ')}. Raw evidence: `,
        ...evidence(shown),
      ),
      ...shown.shown.map(difference),
      shown.count > shown.shown.length
        ? make('p', `… and ${shown.count - shown.shown.length} more: see report.json`)
        : undefined,
    ],
  );

/** Fills a list, a batch at a time. */
function list<Item>(id: string, all: readonly Item[], element: (item: Item) => Node) {
  let shown = 0;
  const more = () => {
    const next = all.slice(shown, shown + batch);
    shown += next.length;
    $(id).querySelector('.more')?.remove();
    $(id).append(...next.map(element));
    if (shown < all.length) $(id).append(button('button.more', `${all.length - shown} more`, more));
  };
  $(id).replaceChildren(withAttributes(make('p.dim', `${all.length} shown`), { role: 'status' }));
  more();
}

const has = (text: string, ...fields: readonly string[]) =>
  fields.join(' ').toLowerCase().includes(text.toLowerCase());

function showCauses() {
  const [text, impact, status] = [field('find').value, field('impact').value, field('status').value];
  const all = data.causes.filter(
    (cause) =>
      (impact === 'all' || (impact === '' ? cause.impact !== 'internals' : cause.impact === impact)) &&
      (status === '' || cause.status === status) &&
      has(text, cause.title, ...cause.commands, ...cause.cases),
  );
  list('causes', all, causeOf);
}

/** @param chosen puts the filters on a cell of the matrix. */
function showCases(chosen?: { readonly command: string; readonly facet: string }) {
  if (chosen) for (const [id, value] of Object.entries({ ...chosen, verdict: '' })) field(id).value = value;
  const [text, command] = [field('search').value, field('command').value];
  const [verdict, facet] = [field('verdict').value, field('facet').value];
  const all = data.cases.filter(
    (shown) =>
      (command === '' || shown.command === command) &&
      (verdict === '' || shown.verdict === verdict) &&
      (facet === '' || shown.shown.some((each) => each.facet === facet)) &&
      has(text, shown.id, shown.title, shown.line),
  );
  list('cases', all, caseOf);
  if (chosen) $('cases-head').scrollIntoView();
}

function filter(id: string, values: readonly string[], usual = 'all') {
  const option = (value: string, text: string) => withAttributes(make('option', text), { value });
  $(id).append(option('', usual), ...values.map((value) => option(value, value)));
}

/** Adds a drawing to an element; returns a function that draws a shape or text in it. */
function drawing(id: string, label: string, height: number) {
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

/** The score of the runs in the trend, a bar each, the newest first. */
function trend() {
  const runs = data.trend.toReversed();
  $('trend-head').hidden = runs.length < 2;
  if (runs.length < 2) return;
  const label = runs.map(({ started, score }) => `${started}: ${score}`).join(', ');
  const draw = drawing('trend', `Score from run to run. ${label}`, runs.length * 20);
  for (const [at, { started, share, score, counted }] of runs.entries()) {
    draw.text(0, at * 20 + 14, started);
    draw.bar(at * 20 + 4, share, 12, 'mild');
    draw.text(156 + share * 400, at * 20 + 14, `${score} of ${counted}`);
  }
}

function times() {
  const most = Math.max(1, ...data.commands.flatMap(({ seconds }) => seconds));
  const draw = drawing('times', 'Seconds of both engines by command', data.commands.length * 34);
  for (const [at, { command, seconds }] of data.commands.entries()) {
    draw.text(0, at * 34 + 18, command);
    for (const [side, value] of seconds.entries()) {
      const [y, share] = [at * 34 + side * 12, value / most];
      draw.bar(y + 4, share, 10, side === 0 ? 'mild' : 'warn');
      draw.text(156 + share * 400, y + 13, `${side === 0 ? 'reference' : 'candidate'} ${value.toFixed(1)} s`);
    }
  }
}

function flags() {
  const rows = data.commands.flatMap(({ command, options }) => {
    if (!options) return [];
    const { total, alone, effective, excused, pairwise } = options;
    return [bodyRow(command, total, alone, effective, excused, `${(pairwise * 100).toFixed(0)} %`)];
  });
  $('options-head').hidden = rows.length === 0;
  if (rows.length === 0) return;
  $('flags').append(headRow(['command', 'options', 'tried alone', 'effective', 'excused', 'pairs']), ...rows);
}

head();
trend();
matrix();
filter('impact', [...Object.keys(impacts), 'all'], 'all but internals');
filter('status', statuses);
filter(
  'command',
  data.commands.map(({ command }) => command),
);
filter('verdict', Object.keys(verdicts));
filter('facet', data.facets);
for (const id of ['find', 'impact', 'status']) $(id).addEventListener('input', () => showCauses());
for (const id of ['search', 'command', 'verdict', 'facet'])
  $(id).addEventListener('input', () => showCases());
showCauses();
showCases();
times();
flags();
