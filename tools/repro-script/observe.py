"""Takes one step of one side, and writes down all it shows: observe.py FOLDER DATABASE DEADLINE PLACE PROJECT NAME=VALUE… -- PROGRAM ARGUMENT…"""
import json
import os
import re
import signal
import subprocess
import sys
import time

import database

OPAQUE = re.compile(r"\.(msgpack|gpickle|prof|db|db-wal|db-shm|pyc)$|/\.git/")
LOG = re.compile(r"/dbt\.log(\.\d+)?$")


def tree(roots):
    found = {}
    for name, root in roots.items():
        for place, folders, files in os.walk(root):
            for entry in folders + files:
                path = os.path.join(place, entry)
                stat = os.lstat(path)
                # A folder's own time moves with each file in it.
                stamp = None if entry in folders else (stat.st_ino, stat.st_mtime_ns, stat.st_size)
                found[os.path.join(name, os.path.relpath(path, root))] = (path, stamp, stat.st_size)
    return found


def read(path, start=0):
    with open(path, "rb") as file:
        file.seek(start)
        return file.read().decode("utf8", "backslashreplace")


def parsed(text):
    try:
        return json.loads(text)
    except ValueError:
        return {"not JSON": text}


def step(evidence, name, deadline, place, project, *rest):
    at = rest.index("--")
    # The profile asks for one, also where the server does not.
    password = database.connect().info.password or ""
    given = dict(one.split("=", 1) for one in rest[:at])
    env = {"DBT_ENV_SECRET_PASSWORD": password, **given}
    roots = {"project": project, "home": os.path.join(place, "home")}
    before, began = tree(roots), time.time()
    exit = run(rest[at + 1 :], project, env, evidence, float(deadline))
    after = tree(roots)
    shown = {"arguments": rest[at + 2 :], "exit": exit, "began": began, "ended": time.time()}
    shown.update(stdout=read(f"{evidence}/stdout"), stderr=read(f"{evidence}/stderr"))
    shown.update(files={}, artifacts={}, sql={}, log=[], database=database.catalogue(name))
    for file in sorted({*before, *after}):
        look(file, before.get(file), after.get(file), shown)
    with open(f"{evidence}/observation.json", "w") as written:
        json.dump(without(password, shown) if password else shown, written, indent=1)


def without(password, value):
    if isinstance(value, str):
        return value.replace(password, "*****")
    if isinstance(value, list):
        return [without(password, each) for each in value]
    if isinstance(value, dict):
        return {key: without(password, each) for key, each in value.items()}
    return value


def run(command, project, env, evidence, deadline):
    with open(f"{evidence}/stdout", "wb") as out, open(f"{evidence}/stderr", "wb") as err:
        child = subprocess.Popen(
            command, cwd=project, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
        )
        try:
            code = child.wait(deadline)
            return code if code >= 0 else signal.Signals(-code).name
        except subprocess.TimeoutExpired:
            return f"still running after {deadline:.0f} seconds"
        finally:
            # The whole group: nothing of a step may outlive it.
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            child.wait()


def look(file, old, now, shown):
    change = "removed" if not now else "new" if not old else "kept" if old[1] == now[1] else "written"
    shown["files"][file] = {"change": change}
    if change in ("removed", "kept") or not os.path.isfile(now[0]):
        return
    if LOG.search(file):
        shown["log"] += read(now[0], old[2] if old and old[2] <= now[2] else 0).splitlines()
    elif file.startswith("project/") and file.endswith(".json") and "/dbt_packages/" not in file:
        shown["artifacts"][file] = parsed(read(now[0]))
    elif re.search(r"/(compiled|run)/.*\.(sql|csv|ya?ml)$", file):
        shown["sql"][file] = read(now[0])
    elif not OPAQUE.search(file):
        shown["files"][file]["text"] = read(now[0])


step(*sys.argv[1:])
