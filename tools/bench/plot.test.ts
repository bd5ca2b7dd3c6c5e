import { expect, test } from 'vitest';
import { emptyBench, exampleBench } from '../../fixtures/bench/results.ts';
import { renderPlot } from './plot.ts';

/** Of a wide font, as a share of its size. */
const characterWidth = 0.62;

/** Where each text is, by a generous guess. */
function labelsIn(svg: string) {
  const labels = svg.matchAll(
    /<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)" font-size="(\d+)"[^>]*>([^<]*)</g,
  );
  return [...labels].map(([, x, y, anchor, size, content = '']) => {
    const width = content.length * Number(size) * characterWidth;
    const left = Number(x) - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    return { content, left, right: left + width, top: Number(y) - Number(size) * 0.8, bottom: Number(y) };
  });
}

test.each([
  ['full', exampleBench],
  ['empty', emptyBench],
  [
    'tiny',
    {
      ...exampleBench,
      pairs: exampleBench.pairs.slice(0, 1),
      cases_scale: exampleBench.cases_scale.slice(0, 1),
    },
  ],
])('a %s picture has every label within it and apart from the others', (_, results) => {
  const svg = renderPlot(results);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const labels = labelsIn(svg);
  expect(labels.length).toBeGreaterThan(6);
  for (const label of labels) {
    expect(label.left, label.content).toBeGreaterThan(0);
    expect(label.right, label.content).toBeLessThan(880);
    expect(label.top, label.content).toBeGreaterThan(0);
    expect(label.bottom, label.content).toBeLessThan(640);
  }
  const overlapping = labels.flatMap((a, index) =>
    labels
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => [a.content, b.content]),
  );
  expect(overlapping).toEqual([]);
});

test('longer takes more room, and the values are written', () => {
  const svg = renderPlot(exampleBench);
  const heights = [...svg.matchAll(/<rect [^>]*width="44" height="([\d.]+)"/g)].map(([, height]) =>
    Number(height),
  );
  const seconds = exampleBench.pairs.flatMap((one) => [
    one.naive_seconds,
    one.uncached_seconds,
    one.cached_seconds,
  ]);
  expect(heights).toHaveLength(12);
  expect(heights.map((height) => height / (heights[0] as number))).toEqual(
    seconds.map((value) => expect.closeTo(value / (seconds[0] as number), 2)),
  );
  for (const label of ['1320', '×7.97', 'dvt-core==0.2.28', '5000']) expect(svg).toContain(`>${label}<`);
});

test('a spec cannot break the picture', () => {
  const pairs = exampleBench.pairs.map((pair) => ({ ...pair, candidate: 'exe:/<b>&"' }));
  const svg = renderPlot({ ...exampleBench, pairs });
  expect(svg).toContain('exe:/&lt;b&gt;&amp;&quot;');
  expect(svg).not.toContain('<b>');
});
