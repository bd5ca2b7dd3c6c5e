"""Prints, as JSON, the functions that traced processes executed, and which lines of each.

Run in the environment of the engine: python functions.py < {"library": "…", "traces": {name: folder}}
"""
import ast
import glob
import json
import os
import sys

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def bodies_of(tree):
    """Functions with their qualified names and the lines that are executed in a call, not by the module that defines them."""

    def visit(node, path):
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, (*FUNCTIONS, ast.ClassDef))
            inside = (*path, child.name) if named else path
            if isinstance(child, FUNCTIONS):
                yield ".".join(inside), child
            yield from visit(child, inside)

    for name, node in visit(tree, ()):
        lines = lines_of_call(node)
        if lines:
            yield name, node.lineno, node.end_lineno, lines


def lines_of_call(function):
    body = function.body[1:] if is_text(function.body[0]) else function.body
    if not body:
        return set()
    # What is on the line of `def` cannot be told from the definition.
    lines = set(range(max(body[0].lineno, function.lineno + 1), function.end_lineno + 1))
    for inner in ast.walk(function):
        if inner is not function and isinstance(inner, FUNCTIONS):
            lines -= set(range(inner.body[0].lineno, inner.end_lineno + 1))
    return lines


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def lines_in(folder):
    """Executed lines of each file, of all processes that wrote into the folder."""
    from coverage import CoverageData

    found = {}
    for name in glob.glob(os.path.join(glob.escape(folder), "lines.*")):
        data = CoverageData(basename=name)
        data.read()
        for file in data.measured_files():
            found.setdefault(file, set()).update(data.lines(file) or ())
    return found


def functions_in(traces):
    executed = {trace: lines_in(folder) for trace, folder in traces.items()}
    for file in sorted({file for lines in executed.values() for file in lines}):
        try:
            with open(file, "rb") as source:
                tree = ast.parse(source.read())
        except (OSError, SyntaxError):
            continue  # generated at run time
        for name, line, end, lines in bodies_of(tree):
            found = {trace: sorted(lines & of[file]) for trace, of in executed.items() if file in of}
            found = {trace: each for trace, each in found.items() if each}
            if found:
                yield {"file": file, "name": name, "line": line, "end": end, "executed": found}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.path.insert(0, asked["library"])
    json.dump([*functions_in(asked["traces"])], sys.stdout)
