"""Helpers for the code of mutants, which runs after dbt is imported."""
import functools
import importlib
import json
import os
import sys
import traceback

import click
import psycopg2
import psycopg2.extensions


# Exit code if the code of a mutant fails: every facet would differ then, which detects nothing.
NOT_PLANTED = 97


def sound(change):
    """Ends the step if a function of a mutant fails, so that its failure does not count as detected."""

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
    """Replaces `module:Class.name` by `change(original)`."""
    module, _, name = path.partition(":")
    owner = importlib.import_module(module)
    *outer, last = name.split(".")
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, last, change(getattr(owner, last)))


def ends(change):
    """Changes the exit code: `change` takes the one of dbt."""
    leave, change = sys.exit, sound(change)
    sys.exit = lambda code=0: leave(change(code if isinstance(code, int) else int(bool(code))))


def at_end(do):
    """Calls a function before the program ends."""
    ends(lambda code: (do(), code)[1])


def sent(change):
    """Changes the text of each statement just before the driver sends it, so that dbt does not notice."""
    connect, change = psycopg2.connect, sound(change)

    class Cursor(psycopg2.extensions.cursor):
        def execute(self, query, arguments=None):
            return super().execute(change(query), arguments)

    psycopg2.connect = lambda *args, **named: connect(*args, cursor_factory=Cursor, **named)


def events(change):
    """Changes log events: `change` takes an event and returns the events that replace it."""
    around(
        "dbt_common.events.event_manager:EventManager.fire_event",
        lambda was: lambda self, event, *args, **named: [
            was(self, changed, *args, **named) for changed in sound(change)(event)
        ],
    )


def is_called(event, *names):
    return type(event).__name__ in names


def without_events(*names):
    events(lambda event: [] if is_called(event, *names) else [event])


def logged(change):
    """Changes lines of the JSON log file: `change` takes an object and returns one, or None to drop the line."""

    def writes(was):
        def create_line(self, message):
            line = json.loads(was(self, message))
            changed = sound(change)(line)
            return json.dumps(changed, sort_keys=True) if changed is not None else ""

        return create_line

    around("dbt_common.events.logger:_JsonLogger.create_line", writes)


def artifact(name, change):
    """Changes the content of a JSON artifact before it is written: `change` modifies it."""
    dump = json.dump

    def altered(data, file, **named):
        if getattr(file, "name", "").endswith(name):
            data = json.loads(json.dumps(data, cls=named.get("cls")))
            sound(change)(data)
        return dump(data, file, **named)

    json.dump = altered


def flag(name, value):
    """Gives an option a fixed value."""

    def reads(was):
        def init(self, *args, **named):
            was(self, *args, **named)
            for each in (name, name.lower()):  # dbt keeps both
                object.__setattr__(self, each, value)

        return init

    around("dbt.cli.flags:Flags.__init__", reads)


def command(path):
    """Finds a command by its name, such as "docs generate"."""
    found = cli
    for name in path.split():
        found = found.commands[name]
    return found


def option(path, name):
    return next(each for each in command(path).params if each.name == name)
