"""What a script cannot do in bash: tools.py COMMAND ARGUMENT…, through the psycopg2 of the reference engine."""
import datetime
import json
import os
import re
import signal
import subprocess
import sys
import time

import psycopg2

URL = os.environ.get("COMPAT_URL", "")


def connect(name=None):
    connection = psycopg2.connect(URL, application_name="dvt-compat", **({"dbname": name} if name else {}))
    connection.autocommit = True
    return connection


def run(connection, text):
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall() if cursor.description else []


def disconnect(connection, name):
    run(connection, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")


def create(name, template):
    connection = connect()
    disconnect(connection, template)
    run(connection, f'create database "{name}" template "{template}"')


def rename(old, new):
    connection = connect()
    disconnect(connection, old)
    run(connection, f'alter database "{old}" rename to "{new}"')


def drop(*names):
    connection = connect()
    for name in names:
        disconnect(connection, name)
        run(connection, f'drop database if exists "{name}"')


def sql(name):
    run(connect(name), sys.stdin.read())


def fill(name, folder):
    """Writes the address of the server into the profiles."""
    info = connect().info
    known = {"__HOST__": info.host, "__PORT__": str(info.port), "__USER__": info.user, "__DATABASE__": name}
    for parent, _, files in os.walk(folder):
        for file in files:
            text = read(os.path.join(parent, file))
            for mark, value in known.items():
                text = text.replace(mark, value)
            write(os.path.join(parent, file), text)


def step(evidence, deadline, project, *rest):
    """Runs a step: NAME=VALUE… -- PROGRAM ARGUMENT…"""
    at = rest.index("--")
    # The profile reads this variable, also if the server needs no password.
    env = {"DBT_ENV_SECRET_PASSWORD": connect().info.password or "", **dict(each.split("=", 1) for each in rest[:at])}
    with open(f"{evidence}/stdout", "wb") as out, open(f"{evidence}/stderr", "wb") as err:
        child = subprocess.Popen(
            rest[at + 1 :], cwd=project, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
        )
        try:
            code = child.wait(float(deadline))
            ended = str(code) if code >= 0 else signal.Signals(-code).name
        except subprocess.TimeoutExpired:
            ended = f"still running after {deadline} seconds"
        finally:
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            child.wait()
    write(f"{evidence}/exit", f"{ended}\n")


OPAQUE = re.compile(r"\.(msgpack|gpickle|prof|db|db-wal|db-shm|pyc)$|/\.git/")
# Events about connections and resources, which depend on timing.
TIMING = {"ConnectionClosedInCleanup", "ConnectionClosed", "ConnectionLeftOpenInCleanup", "ConnectionLeftOpen"}
TIMING |= {"ConnectionReused", "NewConnection", "NewConnectionOpening", "ResourceReport", "LogCancelLine"}
MEASURED = r"execution_time|created_at|pid|age|max_loaded_at_time_ago_in_s|elapsed|\w+_elapsed|elapsed_time|command_wall_clock_time|process_\w+"
# What differs between two runs of the same engine. The script was written to disk when it started.
DAYS = "|".join(str(datetime.datetime.fromtimestamp(at, datetime.timezone.utc).date()) for at in (os.stat(__file__).st_mtime, time.time()))
PATTERNS = [
    (rf"(?:{DAYS})[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?", "{time}"),
    (r"(?m)^((?:\x1b\[\d*m)*)\d\d:\d\d:\d\d(?:\.\d+)?(?= )", r"\1{time}"),
    (r"\bat \d\d:\d\d:\d\d\.\d{6}\b", "at {time}"),
    # dbt logs its arguments in a random order.
    (r"(?<=with arguments \{).*(?=\})", lambda found: ", ".join(sorted(re.split(r", (?='\w+': )", found[0])))),
    (r"(?<![\w.])\d+\.\d{2,}( ?s| seconds)\b", r"{duration}\1"),
    (rf'("(?:{MEASURED})": ?)"?-?[\d.][\d.e+-]*"?', r"\1{measured}"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "{id}"),
    (r"(__dbt_(?:tmp|backup)(?:_\d{8})?)\d{12}\b", r"\1{time}"),
    (r'(?i)\b(index (?:if not exists\s+)?\\?)("?)[0-9a-f]{32}(?=[\\" \n]|$)', r"\1\2{index}"),
    (r"\bat 0x[0-9a-f]{6,16}\b", "at {address}"),
    (r'/lib/python3\.\d+(/[^\s"]*", line )\d+', r"/lib/python3\1{line}"),
    # Nothing that an engine prints may control the terminal.
    ("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", lambda found: f"\\x{ord(found[0]):02x}"),
]


def clean(text, marks):
    """Replaces the given texts by their marks, and what differs between two runs of the same engine."""
    for known, mark in marks.items():
        text = text.replace(known, mark)
    for pattern, by in PATTERNS:
        text = re.sub(pattern, by, text)
    return text


def collect(evidence, name, workspace, project, engine):
    """Stores project, home and database as text, and cleans the output of the steps."""
    marks = {engine: "{engine}", project: "{project}", workspace: "{workspace}"}
    password = connect().info.password
    if password:
        marks[password] = "*****"
    for parent, _, files in os.walk(evidence):
        for file in files:
            write(f"{parent}/{file}", clean(read(f"{parent}/{file}"), marks))
    for folder, root in (("project", project), ("home", f"{workspace}/home")):
        for parent, _, files in os.walk(root):
            for file in files:
                path = os.path.join(parent, file)
                if os.path.isfile(path):
                    write(os.path.join(evidence, folder, os.path.relpath(path, root)), clean(readable(path), marks))
    write(f"{evidence}/database.json", clean(json.dumps(database(name), indent=1), marks))


def readable(path):
    if OPAQUE.search(path):
        return "not compared\n"
    text = read(path)
    if re.search(r"/dbt\.log(\.\d+)?$", path):
        # Sorted: the order of events depends on timing, too.
        return "\n".join(sorted(filter(None, map(event, text.splitlines()))))
    try:
        return json.dumps(json.loads(text), indent=1, sort_keys=True) if path.endswith(".json") else text
    except ValueError:
        return text


def event(line):
    try:
        info = json.loads(line)["info"]
        return None if info["name"] in TIMING else f"{info['level']} {info['name']}: {info['msg']}"
    except (ValueError, KeyError, TypeError):
        return line


def database(name):
    """All schemas and relations with their rows."""
    connection, folder = connect(name), os.path.dirname(os.path.abspath(__file__))
    found = {schema: [owner, comment] for schema, owner, comment in run(connection, read(f"{folder}/schemas.sql"))}
    with connection.cursor() as cursor:
        cursor.execute(read(f"{folder}/catalogue.sql"))
        keys = [column.name for column in cursor.description]
        for row in cursor.fetchall():
            relation = dict(zip(keys, row))
            schema, table, _ = (relation.pop(key) for key in ("schema", "name", "oid"))
            found[f"{schema}.{table}"] = {**relation, "rows": rows(connection, schema, table)}
    return found


def rows(connection, schema, table):
    """Sorted rows as text; the id of a record of a snapshot is a digest that contains the time."""
    relation = ".".join('"' + part.replace('"', '""') + '"' for part in (schema, table))
    try:
        found = run(connection, f"select t::text, to_jsonb(t) ? 'dbt_scd_id' from {relation} t")
    except psycopg2.Error as error:
        return f"unreadable: {error}"
    return sorted(re.sub(r"\b[0-9a-f]{32}\b", "{digest}", row) if snapshot else row for row, snapshot in found)


def read(path):
    with open(path, encoding="utf8", errors="backslashreplace", newline="") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf8", newline="") as file:
        file.write(text)


if __name__ == "__main__":
    try:
        globals()[sys.argv[1]](*sys.argv[2:])
    except psycopg2.Error as error:
        # Messages of libpq may contain the URL.
        sys.exit(re.sub(r"://[^\s/]+@", "://***@", str(error)).strip())
