"""What a program computes when first needed and keeps with its classes. It depends on the program only, not on the step.

The host computes once what steps had to compute. There are two forms:

- results that `functools.lru_cache` keeps for arguments that are classes (the JSON schema of a class, say);
- generated functions that replace themselves by another function when first called (code compiled for a class).
"""
import collections
import dis
import functools
import gc
import sys
import types

Cached = type(functools.lru_cache(lambda: None))
# Functions with a cache and its size; classes and their generated functions. Found before `gc.freeze`.
cached: dict = {}
generated: dict[type, dict[str, object]] = {}
tried: collections.Counter = collections.Counter()
# A call that fails may need another one that has not been made yet.
TRIES = 3


def find() -> None:
    for thing in gc.get_objects():
        if type(thing) is Cached:
            cached[thing] = 0
        elif isinstance(thing, type):
            generated[thing] = {}
    for function in cached:
        cached[function] = function.cache_info().currsize
    for owner in generated:
        generated[owner] = {key: value for key, value in vars(owner).items() if calls_itself(key, plain(value))}
    # Few remain. If steps looked at every class, they would copy its memory.
    for owner in [owner for owner, contents in generated.items() if not contents]:
        del generated[owner]


def plain(thing):
    """As it was defined in its class, before it was bound."""
    return thing.__func__ if isinstance(thing, (classmethod, staticmethod)) else thing


def calls_itself(key: str, thing) -> bool:
    """A generated function that calls its own name, which it has replaced by then."""
    if not isinstance(thing, types.FunctionType) or thing.__code__.co_filename != "<string>":
        return False
    return key in thing.__code__.co_names


def news() -> list[tuple]:
    """In a step: names of what it computed and the host has not."""
    found = []
    for function, before in cached.items():
        size = function.cache_info().currsize
        if size == before:
            continue
        kept = [thing for thing in gc.get_referents(function) if type(thing) is dict and len(thing) == size]
        for key in list(kept[0] if kept else ()):
            if type(key) is tuple and key and all(isinstance(part, type) for part in key):
                found.append(("call", name(function), tuple(map(name, key))))
    for owner, contents in generated.items():
        now = vars(owner)
        found.extend(("replaced", name(owner), key) for key, was in contents.items() if now.get(key) is not was)
    return [call for call in found if tried[call] < TRIES]


def name(thing) -> tuple[str, str]:
    return thing.__module__, thing.__qualname__


class Unwanted(BaseException):
    """A call imports a module, which could have side effects in the host."""


class NoImports:
    @staticmethod
    def find_spec(name, path=None, target=None):
        raise Unwanted(name)


def compute(kind: str, of: tuple[str, str], what) -> bool:
    """Does in the host what a step did, if possible. @returns whether it was; if not, each step does it."""
    tried[kind, of, what] += 1
    sys.meta_path.insert(0, NoImports)
    try:
        if kind == "call":
            function, arguments = resolve(*of), [resolve(*argument) for argument in what]
            if type(function) is Cached and all(isinstance(argument, type) for argument in arguments):
                function(*arguments)
        else:
            replace(resolve(*of), what)
        return True
    except (Exception, Unwanted):
        return False
    finally:
        sys.meta_path.remove(NoImports)


def replace(owner: type, key: str) -> None:
    """Calls a function until it has replaced itself, and no further."""
    was = generated[owner][key]
    if vars(owner).get(key) is not was:
        return
    function = plain(was)
    first = owner if isinstance(was, classmethod) else object.__new__(owner)
    required = function.__code__.co_argcount - len(function.__defaults__ or ())
    try:
        faltering(function, key)(first, *[None] * (required - 1))
    except TypeError:
        # Expected, unless it failed before.
        if vars(owner).get(key) is was:
            raise


def faltering(function: types.FunctionType, key: str) -> types.FunctionType:
    """A copy that fails where it would call its own name. Tracing the call would take twice as long."""
    code = function.__code__
    if any(step.argval == key and step.opname.startswith(("STORE", "DELETE")) for step in dis.get_instructions(code)):
        raise ValueError("it does more with its name than call it")
    # `__module__` of a class is a string, which cannot be called.
    names = tuple("__module__" if name == key else name for name in code.co_names)
    copy = types.FunctionType(
        code.replace(co_names=names), function.__globals__, key, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def resolve(module: str, path: str):
    # Raises what is not found: the steps compute it.
    thing = sys.modules[module]
    for part in path.split("."):
        thing = vars(thing)[part]
    return plain(thing)
