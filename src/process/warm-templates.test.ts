/** What a host takes apart for its steps is what they would have taken apart themselves, and each step's own. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { warmBench } from '../../fixtures/engines/warm-bench.ts';

const jinja = ['jinja2==3.1.6'];

/** As engines do it: a parser, an environment and a tag of its own. Tells a log how much was really taken apart. */
const app = `
import os, sys, traceback
import jinja2, jinja2.ext, jinja2.nodes, jinja2.parser, jinja2.sandbox

class Parser(jinja2.parser.Parser):
    def subparse(self, *args):
        # A host has no such variable.
        if not self._end_token_stack and not args and "LOG" in os.environ:
            with open(os.environ["LOG"], "a") as log:
                log.write("x")
        return super().subparse(*args)

class Environment(jinja2.sandbox.SandboxedEnvironment):
    def _parse(self, source, name, filename):
        return Parser(self, source, name, filename).parse()

class Loud(jinja2.ext.Extension):
    tags = {"loud"}
    def parse(self, parser):
        line = next(parser.stream).lineno
        return jinja2.nodes.Output([jinja2.nodes.TemplateData("LOUD")]).set_lineno(line)

def main():
    for text in sys.argv[1:]:
        for settings in {}, {"extensions": [Loud]}, {"variable_start_string": "<<", "variable_end_string": ">>"}:
            environment = Environment(**settings)
            try:
                one, other = environment.parse(text), environment.parse(text)
                nodes = [one, *one.find_all(jinja2.nodes.Node)]
                print(one, one is other, one == other, all(node.environment is environment for node in nodes))
                one.body.clear()
                print(other, environment.from_string(text).render(x=3))
            except jinja2.TemplateSyntaxError:
                try:
                    # Jinja takes the frames of the parser out of the traceback otherwise.
                    environment._parse(text, None, None)
                except jinja2.TemplateSyntaxError:
                    traceback.print_exc()
`;

import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

/** So many that taking them apart is worth a pause. */
const plenty = Array.from({ length: 20 }, (_, n) => `plain ${n}`);

async function bench(text = app) {
  const made = await warmBench({ app: text }, undefined, jinja);
  const folder = await temporaryFolder('templates');
  const log = path.join(folder, 'log');
  /** @returns what the step showed, and how many texts it took apart itself. */
  const taking = async (way: 'cold' | 'warm', argv: readonly string[]) => {
    await writeFile(log, '');
    const shown = await made[way]({ argv, env: { LOG: log } });
    return { shown, taken: (await readFile(log, 'utf8')).length };
  };
  return { ...made, taking };
}

test('a step is handed trees that are known, and shows what it shows without', async () => {
  const { taking, said } = await bench();
  const special = ['a {{ x }}\n\n', '{% if x %}<< x >>{% endif %}', '{% set y = x + 1 %}{{ y }}', ''];
  const texts = [...special, ...plenty];
  const cold = await taking('cold', texts);
  expect(cold.taken).toBe(24 * 3 * 3);
  for (const taken of [cold.taken, cold.taken])
    expect(await taking('warm', texts)).toEqual({ shown: cold.shown, taken });
  // Done while later steps run. What holds no token is done at once, and not handed out.
  let { taken } = cold;
  for (let round = 0; round < 50 && taken > 3 * 3; round++) {
    const step = await taking('warm', texts);
    expect(step.shown).toEqual(cold.shown);
    taken = step.taken;
  }
  expect(taken).toBe(3 * 3);
  expect(said).toEqual([]);
});

test('who takes apart matters: the same text with a tag that only some know', async () => {
  const { taking } = await bench();
  const texts = ['{% loud %} {{ x }}', ...plenty];
  const cold = await taking('cold', texts);
  expect(cold.shown.stdout).toContain('LOUD 3');
  expect(cold.shown.stderr).toContain("unknown tag 'loud'");
  for (let round = 0; round < 4; round++) expect((await taking('warm', texts)).shown).toEqual(cold.shown);
});

test('errors bear no trace of us', async () => {
  const { taking } = await bench();
  const wrong = ['{% if %}', '{{ 1 +', '{% nothing %}', '{{ "', 'a\n{% endfor %}', '{{ £ }}'];
  const texts = [...wrong, ...plenty];
  const cold = await taking('cold', texts);
  expect(cold.shown.stderr.match(/^jinja2.exceptions.TemplateSyntaxError/gm)).toHaveLength(2 * 15);
  for (let round = 0; round < 4; round++) expect((await taking('warm', texts)).shown).toEqual(cold.shown);
});

test('an extension that changes texts or tokens is let be', async () => {
  const { taking } = await bench(
    app.replace(
      '    tags = {"loud"}',
      '    tags = {"loud"}\n    def preprocess(self, source, *_):\n        return source + "!"',
    ),
  );
  const texts = ['{{ x }} a', ...plenty];
  const cold = await taking('cold', texts);
  expect(cold.shown.stdout).toContain("TemplateData(data=' a!')");
  for (let round = 0; round < 4; round++) expect((await taking('warm', texts)).shown).toEqual(cold.shown);
});
