"""Prints, as JSON, what the given Python files contain: string constants, functions, and what takes each command.

Run in the environment of the engine: python sources.py < {"files": {path: file}, "names": [...], "commands": [...]}
"""
import ast
import hashlib
import json
import re
import sys

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def without_docs(tree):
    """A string that is a statement of its own is documentation: it is never printed. Types of arguments change nothing."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [each for each in body if not (isinstance(each, ast.Expr) and is_text(each.value))]
            node.body = kept or ([ast.Pass()] if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else kept)
    return tree


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def definitions_of(tree, names):
    """Functions and classes with their qualified names, and the module itself; each without those inside it that have a name of their own."""

    def visit(node, path):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FUNCTIONS):
                yield (*path, child.name), child, child
            elif isinstance(child, ast.ClassDef):
                yield (*path, child.name), child, bare(child)
                yield from visit(child, (*path, child.name))
            else:
                yield from visit(child, path)

    found = [*visit(tree, ()), (("<module>",), tree, bare(tree))]
    for name, node, own in found:
        decorators = getattr(node, "decorator_list", [])
        first = min([getattr(node, "lineno", 1), *(each.lineno for each in decorators)])
        plain = names.sub("{name}", ast.unparse(own))
        digest = hashlib.sha256(plain.encode()).hexdigest()[:12]
        yield [".".join(name), first, getattr(node, "end_lineno", 0) or last_line(node), digest]


def bare(node):
    kept = [each for each in node.body if not isinstance(each, (*FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom))]
    fields = {name: value for name, value in ast.iter_fields(node)}
    return type(node)(**{**fields, "body": kept or [ast.Pass()]})


def last_line(node):
    return max([getattr(each, "end_lineno", 0) or 0 for each in ast.walk(node)], default=0)


def strings_of(tree):
    """String constants, and names that show in artifacts and events: of classes, fields and what is set by name."""
    found = set()
    for node in ast.walk(tree):
        if is_text(node) and len(node.value.strip()) > 2:
            found.add((node.value, node.lineno))
        elif isinstance(node, ast.ClassDef):
            found.add((node.name, node.lineno))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add((node.target.id, node.lineno))
        elif isinstance(node, ast.Assign):
            found.update((each.attr, node.lineno) for each in node.targets if isinstance(each, ast.Attribute))
        elif isinstance(node, ast.Call):
            # Events are classes: where they are made is where they are fired.
            if isinstance(node.func, ast.Name) and node.func.id[0].isupper():
                found.add((node.func.id, node.lineno))
            found.update((each.arg, each.value.lineno) for each in node.keywords if each.arg and len(each.arg) > 3)
    return sorted(found)


def imports_of(tree):
    """Modules by the name they, or what is imported from them, have here."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.update({each.asname or each.name: (node.module, each.name) for each in node.names})
        elif isinstance(node, ast.Import):
            found.update({each.asname or each.name: (each.name, "") for each in node.names})
    return found


def used_in(nodes, imports):
    names = {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}
    inside = {key: value for node in nodes for key, value in imports_of(node).items()}
    return sorted({**{name: imports[name] for name in names if name in imports}, **inside}.values())


def compared(test, commands):
    """Commands that a condition asks for: command == "run", command in {"run", "build"}."""
    constants = [
        each.value
        for node in ast.walk(test)
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Eq, ast.In))
        for side in (node.left, *node.comparators)
        for each in (side.elts if isinstance(side, (ast.Set, ast.List, ast.Tuple)) else [side])
        if is_text(each)
    ]
    return [each for each in constants if each in commands]


def registered(function, commands):
    """The command that a decorator registers the function for: @docs.command("generate")."""
    for each in function.decorator_list:
        named = isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "command"
        if named and isinstance(each.func.value, ast.Name):
            word = each.args[0].value if each.args and is_text(each.args[0]) else function.name
            for command in (f"{each.func.value.id}-{word}", word):
                if command in commands:
                    return [command]
    return []


def commands_of(tree, commands):
    """Each command with the line that takes it and the modules used there."""
    imports = imports_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.If):
            found, body = compared(node.test, commands), node.body
        elif isinstance(node, FUNCTIONS):
            found, body = registered(node, commands), node.body
        elif isinstance(node, ast.Dict):
            pairs = [(key.value, value) for key, value in zip(node.keys, node.values) if key and is_text(key)]
            for word, value in pairs:
                if word in commands and len(pairs) > 2 and isinstance(value, (ast.Name, ast.Attribute)):
                    yield [word, value.lineno, used_in([value], imports)]
            continue
        else:
            continue
        for command in found:
            yield [command, body[0].lineno, used_in(body, imports)]


def read(file, names, commands):
    with open(file, encoding="utf-8") as opened:
        tree = without_docs(ast.parse(opened.read()))
    return {
        "strings": strings_of(tree),
        "functions": list(definitions_of(tree, names)),
        "commands": list(commands_of(tree, commands)),
    }


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    renamed = re.compile("|".join(map(re.escape, asked["names"])), re.IGNORECASE)
    answer = {}
    for path, file in asked["files"].items():
        try:
            answer[path] = read(file, renamed, set(asked["commands"]))
        except (SyntaxError, ValueError, OSError):
            # Not every file of a package is a module: templates and examples may not parse.
            continue
    json.dump(answer, sys.stdout)
