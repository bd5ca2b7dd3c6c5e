"""What faults are planted with in a running dbt. Each mutant is a few lines that use these; they run once dbt is imported."""
import functools
import importlib
import json
import os
import sys
import traceback

import click
import psycopg2
import psycopg2.extensions


# A fault that fails would differ all over, and prove nothing.
NOT_PLANTED = 97


def sound(change):
    """A function of a fault whose own failure ends the step, so that it is not taken for the fault."""

    @functools.wraps(change)
    def guarded(*args, **named):
        try:
            return change(*args, **named)
        except Exception:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(NOT_PLANTED)

    return guarded


@sound
def around(path, change):
    """Puts `change(original)` in the place of what `module:Class.name` names."""
    module, _, name = path.partition(":")
    owner = importlib.import_module(module)
    *outer, last = name.split(".")
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, last, change(getattr(owner, last)))


def ends(change):
    """The exit code: `change` is given dbt's own."""
    leave, change = sys.exit, sound(change)
    sys.exit = lambda code=0: leave(change(code if isinstance(code, int) else int(bool(code))))


def at_end(do):
    """Does something before the program ends."""
    ends(lambda code: (do(), code)[1])


def sent(change):
    """The text of each statement, just before the driver sends it: dbt itself notices nothing."""
    connect, change = psycopg2.connect, sound(change)

    class Cursor(psycopg2.extensions.cursor):
        def execute(self, query, arguments=None):
            return super().execute(change(query), arguments)

    psycopg2.connect = lambda *args, **named: connect(*args, cursor_factory=Cursor, **named)


def events(change):
    """What is said: `change` is given each event and gives those that are said in its place."""
    around(
        "dbt_common.events.event_manager:EventManager.fire_event",
        lambda was: lambda self, event, *args, **named: [
            was(self, one, *args, **named) for one in sound(change)(event)
        ],
    )


def is_called(event, *names):
    return type(event).__name__ in names


def silent(*names):
    events(lambda event: [] if is_called(event, *names) else [event])


def logged(change):
    """A line of the log file in JSON: `change` is given it as an object, and gives None where it is not written."""

    def writes(was):
        def create_line(self, message):
            line = json.loads(was(self, message))
            changed = sound(change)(line)
            return json.dumps(changed, sort_keys=True) if changed is not None else ""

        return create_line

    around("dbt_common.events.logger:_JsonLogger.create_line", writes)


def artifact(name, change):
    """The content of a JSON artifact before it is written: `change` alters it."""
    dump = json.dump

    def altered(data, file, **named):
        if getattr(file, "name", "").endswith(name):
            data = json.loads(json.dumps(data, cls=named.get("cls")))
            sound(change)(data)
        return dump(data, file, **named)

    json.dump = altered


def flag(name, value):
    """An option is read as this, whatever was said."""

    def reads(was):
        def init(self, *args, **named):
            was(self, *args, **named)
            for each in (name, name.lower()):  # dbt keeps both
                object.__setattr__(self, each, value)

        return init

    around("dbt.cli.flags:Flags.__init__", reads)


def command(path):
    """A command of the command line by its words."""
    found = cli
    for word in path.split():
        found = found.commands[word]
    return found


def option(path, name):
    return next(one for one in command(path).params if one.name == name)
