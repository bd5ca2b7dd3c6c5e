"""What modules hold, in a form that two forks of one process can compare."""
import dis
import os
import sys
import types
from collections.abc import Iterable
from importlib.machinery import PathFinder

STANDARD = os.path.dirname(os.__file__) + os.sep
PACKAGES = ("site-packages", "dist-packages")
PLAIN = (type(None), bool, int, float, complex, str, bytes)


def is_described(module) -> bool:
    """Modules with a file of their own, except the standard library's and ours."""
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or os.path.dirname(file) == os.path.dirname(__file__):
        return False
    return not file.startswith(STANDARD) or any(folder in file for folder in PACKAGES)


def describe(name: str) -> int:
    """A digest of what the module holds; its submodules do not count."""
    contents = dict(getattr(sys.modules.get(name), "__dict__", {}))
    return hash(frozenset((key, shape(value, name)) for key, value in contents.items() if counts(name, key, value)))


def add_new(described: dict[str, int]) -> None:
    for name, module in list(sys.modules.items()):
        if name not in described and is_described(module):
            described[name] = describe(name)


def counts(name: str, key: str, value) -> bool:
    is_submodule = isinstance(value, types.ModuleType) and value.__name__ == f"{name}.{key}"
    return not key.startswith("__") and not is_submodule


def shape(value, module: str) -> tuple:
    """
    Enough of an attribute of a module to tell it from another, without running code of its class. It is hashed: so it is
    made of texts, numbers and the like, as other objects have another hash in another process.
    """
    kind = type(value)
    if kind in (list, tuple):
        return kind.__name__, tuple(map(label, list(value)))
    if kind in (set, frozenset):
        return kind.__name__, frozenset(map(label, list(value)))
    if kind is dict:
        return kind.__name__, tuple((label(key), label(each)) for key, each in dict(value).items())
    if isinstance(value, type) and value.__module__ == module:
        # Elsewhere a class is only named.
        contents = dict(vars(value)).items()
        return label(value), frozenset((key, label(each)) for key, each in contents if not is_counter(key, each))
    return label(value)


def is_counter(key: str, value) -> bool:
    """A class that counts what is made of it does so with each module that uses it."""
    return type(value) is int and not key.startswith("__")


def label(value) -> tuple:
    """What kind of thing it is, and its name or its plain value."""
    kind = type(value)
    if kind in PLAIN:
        return kind.__name__, value
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        return str(value.__module__), value.__qualname__
    if isinstance(value, types.ModuleType):
        return "module", getattr(value, "__name__", "")
    return "object", str(kind.__module__), kind.__qualname__


def asked_for(modules: Iterable[str]) -> list[str]:
    """Names that code of these modules, imported or not, may look for in `sys.modules`."""
    found: set[str] = set()
    for name in modules:
        try:
            code = spec_of(name).loader.get_code(name)
        except Exception:
            continue  # compiled, or made by other means
        if code is not None:
            collect(code, found)
    return sorted(found)


def spec_of(name: str):
    if name in sys.modules:
        return sys.modules[name].__spec__
    package = name.rpartition(".")[0]
    return PathFinder.find_spec(name, spec_of(package).submodule_search_locations if package else None)


def collect(code: types.CodeType, found: set[str]) -> None:
    for value in code.co_consts:
        if isinstance(value, types.CodeType):
            collect(value, found)
    if "modules" not in code.co_names:
        return
    steps = list(dis.get_instructions(code))
    for at, step in enumerate(steps):
        if step.argval == "modules":
            # `name in sys.modules`, `sys.modules[name]`, `sys.modules.get(name)`
            near = [each.argval for each in steps[max(0, at - 2) : at + 4] if each.opname.startswith("LOAD_CONST")]
            found.update(each for each in near if isinstance(each, str))
