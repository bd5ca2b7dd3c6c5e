"""Reads a console script and finds what it imports first."""
import ast
import types
from typing import NamedTuple


class Script(NamedTuple):
    program: str
    code: types.CodeType
    imports: types.CodeType


def read(program: str) -> Script:
    with open(program, encoding="utf-8") as file:
        source = file.read()
    code, imports = (compile(part, program, "exec") for part in (source, first_imports(source)))
    return Script(program, code, imports)


def first_imports(source: str) -> ast.Module:
    """The imports at the beginning of a script. Later ones may depend on code before them."""
    leading = []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            leading.append(node)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    return ast.Module(leading, [])
