"""What a program computes when first needed and keeps with its classes: it depends on the program alone, not on the step.

So what steps had to compute the host computes once, before it forks the next one. Two forms of it are known:

- results that `functools.lru_cache` keeps for arguments that are classes (the JSON schema of a class, say);
- generated functions that put another one in their own place when first called (code compiled for a class).
"""
import functools
import gc
import importlib
import sys
import types

Cached = type(functools.lru_cache(lambda: None))
# Found before the collector is told to forget about them: functions with a cache, and generated ones by their class.
cached: list = []
generated: dict[type, dict[str, types.FunctionType]] = {}
done: set = set()


def find() -> None:
    for thing in gc.get_objects():
        if type(thing) is Cached:
            cached.append(thing)
        elif isinstance(thing, type):
            functions = {key: plain(value) for key, value in vars(thing).items() if is_generated(plain(value))}
            if functions:
                generated[thing] = functions


def plain(thing):
    """As it was defined in its class, before it was bound."""
    return thing.__func__ if isinstance(thing, (classmethod, staticmethod)) else thing


def is_generated(thing) -> bool:
    return isinstance(thing, types.FunctionType) and thing.__code__.co_filename == "<string>"


def news() -> list[tuple]:
    """In a step: what it computed that the host has not, as names."""
    found = []
    for function in cached:
        size = function.cache_info().currsize
        kept = [thing for thing in gc.get_referents(function) if type(thing) is dict and len(thing) == size]
        for key in (kept[0] if size and kept else ()):
            if type(key) is tuple and key and all(isinstance(part, type) for part in key):
                found.append(("call", name(function), tuple(map(name, key))))
    for owner, functions in generated.items():
        found.extend(
            ("replaced", name(owner), key)
            for key, function in functions.items()
            if plain(vars(owner).get(key)) is not function
        )
    return [one for one in found if one not in done]


def name(thing) -> tuple[str, str]:
    return thing.__module__, thing.__qualname__


def compute(kind: str, of: tuple[str, str], what) -> None:
    """Does in the host what a step did. What fails here, the step will do by itself again."""
    done.add((kind, of, what))
    try:
        if kind == "call":
            function, arguments = resolve(*of), [resolve(*argument) for argument in what]
            if type(function) is Cached and all(isinstance(argument, type) for argument in arguments):
                function(*arguments)
        else:
            replace(resolve(*of), what)
    except Exception:
        return


class Replaced(BaseException):
    pass


def replace(owner: type, key: str) -> None:
    """Calls a function until it has put another in its place, and no further."""
    function = generated[owner][key]
    first = owner if isinstance(vars(owner)[key], classmethod) else object.__new__(owner)
    required = function.__code__.co_argcount - len(function.__defaults__ or ())

    def watch(*_):
        if plain(vars(owner).get(key)) is not function:
            sys.setprofile(None)
            raise Replaced

    sys.setprofile(watch)
    try:
        function(first, *[None] * (required - 1))
    except Replaced:
        pass
    finally:
        sys.setprofile(None)


def resolve(module: str, path: str):
    thing = importlib.import_module(module)
    for part in path.split("."):
        thing = vars(thing)[part]
    return plain(thing)
