"""Modules that looked at what each step has of its own while they were imported: each step imports them anew.

- at the working directory, always;
- at the environment, where the host imports them only because a step came to: a step has no reason to be started cold for
  what it may never need. What the script itself imports is needed always, and importing that anew would be a cold start.

A compiled module cannot be imported anew: it is one object for good, and does not look a second time.
"""
import sys
import types
from importlib.machinery import ExtensionFileLoader

names: set[str] = set()
# Of these, all that hold something of them were looked for.
known: set[str] = set()
# Compiled modules among them.
compiled: set[str] = set()


def importing() -> str:
    """The module whose import is on its way, the innermost; "" where none is."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "<module>":
            return frame.f_globals["__name__"]
        # A compiled module has no frame; what loads it has.
        if frame.f_code.co_name == "_load_unlocked" and frame.f_globals["__name__"] == "importlib._bootstrap":
            return frame.f_locals["spec"].name
        frame = frame.f_back
    return ""


def note(name: str, forgotten: set[str]) -> None:
    """What each step has of its own was asked for by this module."""
    if name not in forgotten:
        names.add(name)


def spread(new: "set[str] | None" = None) -> None:
    """Modules that hold something of one that must be imported anew must be so too; `new`: only these were added since."""
    grown = len(names) if new is not None and names == known else -1
    for name in sorted(new or ()):
        hold(name)
    while grown != len(names):
        grown = len(names)
        for name in list(sys.modules):
            hold(name)
    known.clear()
    known.update(names)
    compiled.update(filter(is_compiled, names & sys.modules.keys()))


def hold(name: str) -> None:
    module = sys.modules.get(name)
    # A package has its own modules as attributes; that is taken back in `drop`.
    held = [
        value
        for key, value in list(getattr(module, "__dict__", {}).items())
        if not (isinstance(value, types.ModuleType) and value.__name__ == f"{name}.{key}")
    ]
    if name != "__main__" and any(origin(value) in names for value in held):
        names.add(name)


def is_compiled(name: str) -> bool:
    return isinstance(getattr(sys.modules[name], "__loader__", None), ExtensionFileLoader)


def drop() -> None:
    """Removes the modules that must be imported anew."""
    spread()
    for name in names & sys.modules.keys():
        parent, _, own = name.rpartition(".")
        vars(sys.modules.get(parent, sys)).pop(own, None)
        del sys.modules[name]


def origin(value) -> str | None:
    """Name of the module that a value is, or that a class or function was defined in."""
    if isinstance(value, types.ModuleType):
        return value.__name__
    if isinstance(value, (type, types.FunctionType)):
        return value.__module__
    return type(value).__module__
