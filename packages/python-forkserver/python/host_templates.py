"""What Jinja takes templates apart into: that depends on their text and on the classes that do it, not on the step.

An engine that keeps its macros as templates takes hundreds of them apart in each step. So the host takes apart what steps
did, and a step finds the tree there: its own, as each step is a fork. A tree is handed out once, since who gets it may
change it; of a text that steps take apart several times there are several.
"""
import collections
import operator
import sys
from typing import NamedTuple

import host_lazy as lazy

# What a lexer goes by; constructors of environments take them under the same names.
SETTINGS = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
)
settings_of = operator.attrgetter(*SETTINGS)
# Characters of all texts whose trees are kept: a tree takes some fifty times the memory of its text.
MOST = 1 << 20
# Of how many steps a text has to be: what a single case writes is not asked for again.
STEPS = 2


class Taker(NamedTuple):
    """Who takes apart: two of the same kind make the same of a text."""

    parser: type
    environment: type
    extensions: tuple[type, ...]
    settings: tuple


class Template(NamedTuple):
    taker: Taker
    source: str
    name: str | None
    filename: str | None


# `Parser.parse`, once Jinja is imported.
parse = None
# Lists of nodes, the tree’s root first, by template.
trees: collections.defaultdict[Template, list[list]] = collections.defaultdict(list)
# In a step: what was taken apart there. In the host: nothing.
missed: collections.Counter = collections.Counter()
# What steps told, and how many did.
told: collections.Counter = collections.Counter()
kept = 0


class Parse:
    """In place of the method `Parser.parse`. Where no tree is at hand it is the method itself that is called, under no frame of ours."""

    def __init__(self, method):
        self.method = method

    def __get__(self, parser, owner=None):
        nodes = None if parser is None else find(parser)
        return self.method.__get__(parser, owner) if nodes is None else lambda: nodes[0]


def watch() -> None:
    """Hands trees out from now on, if Jinja is imported by now."""
    global parse
    jinja = sys.modules.get("jinja2.parser")
    if jinja is not None and parse is None:
        parse = jinja.Parser.parse
        jinja.Parser.parse = Parse(parse)


def find(parser) -> list | None:
    try:
        template = template_of(parser)
    except AttributeError:
        return None  # of another release, with other insides
    if template is None:
        return None
    try:
        nodes = trees[template].pop()
    except IndexError:
        missed[template] += 1
        return None
    for node in nodes:
        node.environment = parser.environment
    return nodes


def template_of(parser) -> Template | None:
    """What a parser that has not begun is about to take apart: its lexer, which has, holds the text."""
    lexer = sys.modules["jinja2.lexer"].Lexer
    wrapped = frame_of(parser.stream._iter, lexer.wrap)
    lexed = wrapped and frame_of(wrapped.f_locals["stream"], lexer.tokeniter)
    # Each look at a frame's variables makes a dictionary of them.
    held = lexed and lexed.f_locals
    environment = parser.environment
    extensions = tuple(map(type, environment.extensions.values()))
    if not held or held["state"] is not None or any(map(changes_text, extensions)):
        return None
    taker = Taker(type(parser), type(environment), extensions, settings_of(environment))
    return Template(taker, held["source"], parser.name, parser.filename)


def frame_of(generator, function):
    return generator.gi_frame if getattr(generator, "gi_code", None) is function.__code__ else None


def changes_text(extension: type) -> bool:
    base = sys.modules["jinja2.ext"].Extension
    return extension.preprocess is not base.preprocess or extension.filter_stream is not base.filter_stream


def news() -> list[tuple]:
    """In a step: what it took apart, as names and texts."""
    return [
        ("template", *map(lazy.name, (parser, environment)), [*map(lazy.name, extensions)], settings, *rest, times)
        for ((parser, environment, extensions, settings), *rest), times in list(missed.items())
    ]


def wanted(template: tuple) -> bool:
    """Whether the host is to take apart what a step tells it took apart."""
    told[template] += 1
    *_, source, _, _, times = template
    return told[template] == STEPS and kept + len(source) * times <= MOST


def compute(parser, environment, extensions, settings, source, *rest) -> None:
    """Takes apart in the host what a step did. What fails here, the step will do by itself again."""
    global kept
    *rest, times = rest
    kept += len(source) * times
    try:
        classes = [lazy.resolve(*each) for each in (parser, environment, *extensions)]
        if not all(isinstance(each, type) for each in classes):
            return
        taker = Taker(*classes[:2], tuple(classes[2:]), settings)
        for _ in range(times):
            trees[Template(taker, source, *rest)].append(take_apart(taker, source, *rest))
    except Exception:
        return


def take_apart(taker: Taker, source: str, *rest) -> list:
    settings = dict(zip(SETTINGS, taker.settings))
    environment = taker.environment(extensions=list(taker.extensions), **settings)
    # A lexer takes one line's end from the text, which this one has lost already.
    parser = taker.parser(environment, source if environment.keep_trailing_newline else source + "\n", *rest)
    tree = parse(parser)
    return [tree, *tree.find_all(sys.modules["jinja2.nodes"].Node)]
