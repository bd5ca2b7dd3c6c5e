// Shows the data of a run. Whatever an engine said is only ever set as text.
const data = JSON.parse(document.getElementById('data').textContent);
const marks = {
  data: '◆ data',
  outcome: '✖ outcome',
  contract: '▲ contract',
  console: '• console',
  internals: '· internals',
};
const verdicts = {
  same: '✔ same',
  expected: '○ expected',
  different: '✖ different',
  unstable: '~ unstable',
  blocked: '■ blocked',
  error: '! error',
  skipped: '- skipped',
};
/** Rows made at once; more appear on demand. */
const batch = 200;

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== undefined) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
};
const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const $ = (id) => document.getElementById(id);

function head() {
  document.title = `${data.candidate} against ${data.reference}`;
  $('title').textContent = document.title;
  $('score').textContent = data.score;
  $('headline').textContent = data.headline;
  $('numbers').append(...data.numbers.map((line) => make('li', {}, line)));
  $('facts').append(...data.facts.map((fact) => make('li', {}, fact)));
}

function matrix() {
  const table = $('matrix');
  table.append(
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        ...['command', '', 'compatible', ...data.facets].map((name) => make('th', { scope: 'col' }, name)),
      ),
    ),
  );
  const body = make('tbody');
  for (const { command, outlook, compatible, counted, facets } of data.commands) {
    const cells = facets.map(([unexpected, expected], at) => {
      const [kind, mark] =
        unexpected > 0
          ? ['different', `✖ ${unexpected}`]
          : expected > 0
            ? ['expected', `○ ${expected}`]
            : ['same', '✔'];
      const facet = data.facets[at];
      const label = `${command}, ${facet}: ${unexpected} cases with new differences, ${expected} with registered ones`;
      const show = () => showCases({ command, facet: kind === 'same' ? '' : facet });
      return make(
        'td',
        { class: `cell ${kind}` },
        make('button', { 'aria-label': label, title: label, onclick: show }, mark),
      );
    });
    body.append(
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, command),
        make('td', {}, outlook),
        make('td', {}, `${compatible} of ${counted}`),
        ...cells,
      ),
    );
  }
  table.append(body);
}

/** A difference: what both sides show at one place, with the words that differ marked. */
function difference(one) {
  const side = (which, name, tag) =>
    make(
      'div',
      {},
      make('div', { class: 'dim' }, name),
      make(
        'pre',
        {},
        ...(one.text.some(([of]) => of !== -which)
          ? one.text
              .filter(([of]) => of !== -which)
              .map(([of, text]) => (of === 0 ? text : make(tag, {}, text === '' ? '(empty)' : text)))
          : ['(nothing)']),
      ),
    );
  const notes = [
    `step ${one.step}`,
    one.facet,
    one.kind,
    one.path,
    one.seen && `seen in ${one.seen} runs`,
    one.expectation && `expected: ${one.expectation}`,
  ];
  return make(
    'div',
    {},
    make('div', {}, make('code', {}, notes.filter(Boolean).join(' · '))),
    make('div', { class: 'sides' }, side(-1, data.reference, 'del'), side(1, data.candidate, 'ins')),
  );
}

/** A line that shows more when it is opened, made only then. */
function opening(line, fill) {
  const box = make('details', {}, make('summary', {}, ...line));
  box.addEventListener(
    'toggle',
    () => box.childElementCount === 1 && box.append(make('div', {}, ...fill())),
    { once: true },
  );
  return box;
}

const causeLine = ({ impact, standing, title, cases, commands }) => [
  make('span', { class: `mark ${impact}` }, marks[impact]),
  `${title} `,
  make('span', { class: 'dim' }, `${standing}, ${plural(cases.length, 'case')} of ${commands.join(', ')}`),
];
const cause = (one) =>
  opening(causeLine(one), () => [
    one.reason === undefined
      ? undefined
      : make(
          'p',
          {},
          `${one.standing === 'new' ? 'Registered in part' : `Registered as ${one.standing}`}: ${one.reason}`,
        ),
    make('p', {}, one.fix),
    ...one.shown.map(difference),
    one.repro === undefined ? undefined : make('pre', {}, one.repro),
    one.issue === null
      ? undefined
      : make('p', {}, make('a', { href: one.issue }, 'the issue, ready to be filed')),
    make(
      'p',
      { class: 'dim' },
      `Cases: ${one.cases.slice(0, 40).join(', ')}${one.cases.length > 40 ? ' …' : ''}`,
    ),
  ]);

const link = (href, text) => make('a', { href }, text);
const evidence = (one) => [
  link(`raw/${one.id}/`, 'folder'),
  ...one.steps.flatMap((step) =>
    ['reference', 'candidate'].flatMap((side) => {
      const folder = `raw/${one.id}/${side}/step-${step}`;
      return [
        `, step ${step} of the ${side}: `,
        link(`${folder}/transcript`, 'printed'),
        ' ',
        link(`${folder}/observation.json`, 'observed'),
      ];
    }),
  ),
];
const caseOf = (one) =>
  opening(
    [
      make('span', { class: `mark verdict-${one.verdict}` }, verdicts[one.verdict]),
      make('code', {}, one.id),
      ` ${one.title}`,
    ],
    () => [
      make('pre', {}, one.line),
      one.reason === undefined ? undefined : make('p', {}, one.reason),
      make(
        'p',
        { class: 'dim' },
        `${one.seconds[0].toFixed(1)} s and ${one.seconds[1].toFixed(1)} s. Raw evidence: `,
        ...evidence(one),
      ),
      ...one.shown.map(difference),
      one.count > one.shown.length
        ? make('p', {}, `… and ${one.count - one.shown.length} more: see report.json`)
        : undefined,
    ],
  );

/** Fills a list from what the filters leave, a batch at a time. */
function list(id, all, element) {
  let shown = 0;
  const more = () => {
    const next = all.slice(shown, shown + batch);
    shown += next.length;
    $(id).querySelector('.more')?.remove();
    $(id).append(...next.map(element));
    if (shown < all.length)
      $(id).append(make('button', { class: 'more', onclick: more }, `${all.length - shown} more`));
  };
  $(id).replaceChildren(make('p', { class: 'dim', role: 'status' }, `${all.length} shown`));
  more();
}

const has = (text, ...fields) => fields.join(' ').toLowerCase().includes(text.toLowerCase());
function showCauses() {
  const [text, impact, standing] = ['find', 'impact', 'status'].map((id) => $(id).value);
  const all = data.causes.filter(
    (one) =>
      (impact === 'all' || (impact === '' ? one.impact !== 'internals' : one.impact === impact)) &&
      (standing === '' || one.standing === standing) &&
      has(text, one.title, ...one.commands, ...one.cases),
  );
  list('causes', all, cause);
}
function showCases(chosen) {
  if (chosen) {
    $('command').value = chosen.command;
    $('facet').value = chosen.facet;
    $('verdict').value = '';
  }
  const [text, command, verdict, facet] = ['search', 'command', 'verdict', 'facet'].map((id) => $(id).value);
  const all = data.cases.filter(
    (one) =>
      (command === '' || one.command === command) &&
      (verdict === '' || one.verdict === verdict) &&
      (facet === '' || one.shown.some((each) => each.facet === facet)) &&
      has(text, one.id, one.title, one.line),
  );
  list('cases', all, caseOf);
  if (chosen) $('cases-head').scrollIntoView();
}

function options(id, values, usual = 'all') {
  $(id).append(
    make('option', { value: '' }, usual),
    ...values.map((value) => make('option', { value }, value)),
  );
}

/** A drawing of that height, put into the element of that id, and what draws in it. */
function drawing(id, label, height) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', `0 0 720 ${height}`);
  svg.setAttribute('width', '720');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  $(id).append(svg);
  return (name, attributes, text) => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    svg.append(element);
  };
}

/** The score of each run this one carries on, a bar each, the newest first. */
function trend() {
  const runs = data.trend.toReversed();
  $('trend-head').hidden = runs.length < 2;
  if (runs.length < 2) return;
  const row = 20;
  const said = runs.map(({ started, score }) => `${started}: ${score}`).join(', ');
  const draw = drawing('trend', `Score from run to run. ${said}`, runs.length * row);
  runs.forEach(({ started, share, score, counted }, at) => {
    draw('text', { x: 0, y: at * row + 14 }, started);
    draw('rect', { x: 150, y: at * row + 4, width: share * 400, height: 12, fill: 'var(--mild)' });
    draw('text', { x: 156 + share * 400, y: at * row + 14 }, `${score} of ${counted}`);
  });
}

function times() {
  const most = Math.max(1, ...data.commands.flatMap(({ seconds }) => seconds));
  const row = 34;
  const draw = drawing('times', 'Seconds of both engines by command', data.commands.length * row);
  data.commands.forEach(({ command, seconds }, at) => {
    draw('text', { x: 0, y: at * row + 18 }, command);
    seconds.forEach((value, side) => {
      const width = (value / most) * 400;
      const fill = side === 0 ? 'var(--mild)' : 'var(--warn)';
      draw('rect', { x: 150, y: at * row + 4 + side * 12, width, height: 10, fill });
      draw(
        'text',
        { x: 156 + width, y: at * row + 13 + side * 12 },
        `${side === 0 ? 'reference' : 'candidate'} ${value.toFixed(1)} s`,
      );
    });
  });
}

function flags() {
  const rows = data.commands.filter((one) => one.options);
  $('options-head').hidden = rows.length === 0;
  if (rows.length === 0) return;
  const names = ['command', 'options', 'tried alone', 'effective', 'excused', 'pairs'];
  $('flags').append(
    make('thead', {}, make('tr', {}, ...names.map((name) => make('th', { scope: 'col' }, name)))),
  );
  for (const { command, options: one } of rows)
    $('flags').append(
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, command),
        ...[one.total, one.alone, one.effective, one.excused, `${(one.pairwise * 100).toFixed(0)} %`].map(
          (value) => make('td', {}, String(value)),
        ),
      ),
    );
}

head();
trend();
matrix();
options('impact', [...Object.keys(marks), 'all'], 'all but internals');
options('status', ['new', 'known', 'intended']);
options(
  'command',
  data.commands.map(({ command }) => command),
);
options('verdict', Object.keys(verdicts));
options('facet', data.facets);
for (const id of ['find', 'impact', 'status']) $(id).addEventListener('input', () => showCauses());
for (const id of ['search', 'command', 'verdict', 'facet'])
  $(id).addEventListener('input', () => showCases());
showCauses();
showCases();
times();
flags();
