"""Modules that looked at what each step has of its own while they were imported: each step imports them anew.

- at the working directory, always;
- at the environment, where the host imports them only because a step came to: a step has no reason to be started cold for
  what it may never need. What the script itself imports is needed always, and importing that anew would be a cold start.
"""
import sys
import types

names: set[str] = set()


def importing() -> str:
    """The module whose import is on its way, the innermost; "" where none is."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return "" if frame is None else frame.f_globals["__name__"]


def note(name: str, forgotten: set[str]) -> None:
    """What each step has of its own was asked for by this module."""
    if name not in forgotten:
        names.add(name)


def drop() -> None:
    """Removes the modules that must be imported anew, and all that hold something of theirs."""
    grown = -1
    while grown != len(names):
        grown = len(names)
        for name, module in list(sys.modules.items()):
            # A package has its own modules as attributes; that is taken back below.
            held = [
                value
                for key, value in list(getattr(module, "__dict__", {}).items())
                if not (isinstance(value, types.ModuleType) and value.__name__ == f"{name}.{key}")
            ]
            if name != "__main__" and any(origin(value) in names for value in held):
                names.add(name)
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
