"""Prints, as JSON, the options of each command of a console script that is written with click; null for any other.

Run in the environment of the engine: python definitions.py <console script>
"""
import ast
import json
import sys


def first_imports(source):
    leading = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    return compile(ast.Module(leading, []), "<imports of the script>", "exec")


def find_group(program):
    with open(program, encoding="utf-8") as file:
        source = file.read()
    names = {}
    try:
        exec(first_imports(source), names)
        import click
    except (ImportError, SyntaxError):
        return None
    return next((value for value in names.values() if isinstance(value, click.Group)), None)


def leaves(group, path=()):
    import click

    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def plain(value):
    """A default as JSON; None if it is computed in each call or is no plain value, and so cannot be compared."""
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value if isinstance(value, (bool, int, float, str)) else None


def describe(option):
    variables = option.envvar or []
    return {
        # click uses a space if a negative form has no short name.
        "names": [name for name in option.opts if name.strip()],
        "negatives": [name for name in option.secondary_opts if name.strip()],
        "variables": [variables] if isinstance(variables, str) else list(variables),
        "takes": None if option.is_flag else option.type.name,
        "choices": list(getattr(option.type, "choices", [])) or None,
        "default": plain(option.default),
        "multiple": option.multiple,
        "hidden": option.hidden,
    }


def describe_all(group):
    import click

    def options(command):
        return {
            max((name for name in each.opts if name.strip()), key=len): describe(each)
            for each in command.params
            if isinstance(each, click.Option)
        }

    return {
        "shared": list(options(group)),
        "commands": {path: options(command) for path, command in leaves(group)},
    }


if __name__ == "__main__":
    found = find_group(sys.argv[1])
    json.dump(found and describe_all(found), sys.stdout, default=str)
