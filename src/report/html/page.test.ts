/** The page in a real browser. */
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleRun } from '../../../fixtures/reports/run.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import type { Difference } from '../../facets/difference.ts';
import type { CaseResult } from '../../findings/verdict.ts';
import type { Run } from '../run.ts';
import { pageData } from './data.ts';
import { renderPage } from './render.ts';

const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isThere = await access(program).then(
  () => true,
  () => false,
);

const hostile = `</script><script>document.title = 'taken'</script><img src=x onerror="document.title='taken'">\u001b[31m\u202e`;
const withText = (candidate: string): Run => {
  const results = exampleRun.results.map((result) => ({
    ...result,
    differences: result.differences.map(
      (one) => ({ ...one, facet: 'stdout', kind: 'line-changed', reference: '', candidate }) as Difference,
    ),
  }));
  return { ...exampleRun, results };
};
/** As many cases as the largest runs have, each with differences. */
const large = (): Run => {
  const differing = exampleRun.results.find(({ differences }) => differences.length > 0) as CaseResult;
  const results = Array.from({ length: 2_000 }, (_, n): CaseResult => {
    const id = `run/case-${n}`;
    const differences = Array.from({ length: 20 }, (_, m) => ({
      ...(differing.differences[0] as Difference),
      facet: 'stdout' as const,
      kind: 'line-changed' as const,
      id: `${id}#${m}`,
      case: id,
      reference: `line ${n} ${m} of the reference `.repeat(10),
      candidate: `line ${n} ${m} of the candidate `.repeat(10),
    }));
    return { ...differing, case: { ...differing.case, id }, differences };
  });
  return { ...exampleRun, results };
};

test('what a page holds of a difference is cut, and says what stands on which side', () => {
  const [first] = pageData(withText('x'.repeat(5_000))).cases.flatMap(({ shown }) => shown);
  const texts =
    first?.text
      .filter(([side]) => side !== -1)
      .map(([, text]) => text)
      .join('') ?? '';
  expect(texts).toContain('… (+4600 characters)');
  expect(texts.length).toBeLessThan(700);
});

test('internals that fail no run are not marked as new', () => {
  const results = exampleRun.results.map((result) => ({
    ...result,
    differences: result.differences.map((one) => ({ ...one, impact: 'internals' as const })),
  }));
  const marked = (threshold: Run['threshold']) =>
    pageData({ ...exampleRun, threshold, results }).commands.flatMap(({ facets }) =>
      facets.map(([fresh]) => fresh ?? 0),
    );
  expect(Math.max(...marked('console'))).toBe(0);
  expect(Math.max(...marked('internals'))).toBe(3);
});

describe.skipIf(!isThere)(`in Chromium (${program})`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder('page');
    browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Opens a run’s page, and gives what went wrong in it. */
  async function open(run: Run, viewport = { width: 1280, height: 800 }) {
    const file = path.join(folder, `${Math.random()}.html`);
    await writeFile(file, renderPage(run));
    const page = await browser.newPage({ viewport });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || errors.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, errors };
  }
  const shownCases = (page: Page) => page.locator('#cases > details').count();

  test('shows the score, the headline, every command, cause and case, and makes no requests', async () => {
    const { page, errors } = await open(exampleRun);
    const data = pageData(exampleRun);
    expect(await page.title()).toBe(`${data.candidate} against ${data.reference}`);
    expect(await page.locator('#score').textContent()).toBe(data.score);
    expect(await page.locator('#matrix tbody tr').count()).toBe(data.commands.length);
    expect(await page.locator('#headline').textContent()).toBe(data.headline);
    expect(await page.locator('#numbers li').allTextContents()).toEqual(data.numbers);
    expect(await page.locator('#causes > details').count()).toBe(data.causes.length);
    expect(await shownCases(page)).toBe(exampleRun.results.length);
    expect(errors).toEqual([]);
  });

  test('shows how the score went from run to run, where there was one before', async () => {
    const earlier = {
      run: { id: 'old', started: '2026-11-20T03:00:00Z' },
      trend: [{ run: 'old', started: '2026-11-20T03:00:00Z', score: 0.25, counted: 8 }],
      cases: [],
      causes: [],
    };
    const sides = { reference: { spec: 'dbt' }, candidate: { spec: 'dvt' } };
    const first = await open(exampleRun);
    expect(await first.page.locator('#trend-head').isVisible()).toBe(false);
    const { page, errors } = await open({ ...exampleRun, against: { ...earlier, ...sides } });
    expect(await page.locator('#trend rect').count()).toBe(2);
    expect(await page.locator('#trend').textContent()).toContain('2026-11-20 03:0025.0 % of 8');
    expect(errors).toEqual([]);
  });

  test('filters, searches, and opens a case by the keyboard alone', async () => {
    const { page, errors } = await open(exampleRun);
    const [one] = exampleRun.results.filter(({ verdict }) => verdict === 'different');
    await page.locator('#search').focus();
    await page.keyboard.type(one?.case.id ?? '');
    expect(await shownCases(page)).toBe(
      exampleRun.results.filter(({ case: { id } }) => id.includes(one?.case.id ?? '')).length,
    );
    for (let tab = 0; tab < 4; tab++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const opened = page.locator('#cases > details[open]').first();
    await opened.locator('pre').first().waitFor();
    expect(await opened.locator('.sides').count()).toBe(Math.min(one?.differences.length ?? 0, 8));
    expect(await opened.locator('a').first().getAttribute('href')).toMatch(/^raw\/run\//);
    await page.locator('#verdict').selectOption('same');
    await page.locator('#search').fill('');
    expect(await shownCases(page)).toBe(
      exampleRun.results.filter(({ verdict }) => verdict === 'same').length,
    );
    expect(errors).toEqual([]);
  });

  test('why a cause is registered is shown with it', async () => {
    const { page } = await open(exampleRun);
    await page.locator('#status').selectOption('intended');
    await page.locator('#causes > details summary').click();
    // What is opened is filled in an event of its own.
    await page
      .locator('#causes p', { hasText: 'Registered as intended: It states its own version.' })
      .waitFor();
  });

  test('a cell of the matrix shows its cases', async () => {
    const { page } = await open(exampleRun);
    const cell = page.locator('td.different button').first();
    const many = Number(/\d+/.exec((await cell.textContent()) ?? '')?.[0]);
    await cell.click();
    expect(await shownCases(page)).toBeGreaterThanOrEqual(many);
  });

  test('whatever an engine printed is text', async () => {
    const { page, errors } = await open(withText(hostile));
    const { candidate, reference } = pageData(exampleRun);
    for (const box of await page.locator('details').all()) await box.locator('summary').first().click();
    expect(await page.title()).toBe(`${candidate} against ${reference}`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('body').textContent()).toContain(`</script><script>document.title`);
    expect(errors).toEqual([]);
  });

  test('on a phone nothing is wider than the screen but tables in a box of their own', async () => {
    const { page } = await open(exampleRun, { width: 360, height: 740 });
    for (const box of await page.locator('details').all()) await box.locator('summary').first().click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  test('2,000 cases: a batch is shown, all can be searched', async () => {
    const { page, errors } = await open(large());
    expect(await shownCases(page)).toBe(200);
    await page.locator('#search').fill('case-1999');
    expect(await shownCases(page)).toBe(1);
    expect(errors).toEqual([]);
  });
});
