"""Databases of the script, through the psycopg2 of the reference engine. Only what it has made is ever dropped."""
import os
import re
import sys

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
    """Writes where the server is into the profiles."""
    info = connect().info
    known = {"__HOST__": info.host, "__PORT__": str(info.port), "__USER__": info.user, "__DATABASE__": name}
    for place, _, files in os.walk(folder):
        for file in files:
            path = os.path.join(place, file)
            text = open(path).read()
            for mark, value in known.items():
                text = text.replace(mark, value)
            open(path, "w").write(text)


def catalogue(name):
    """Every schema and relation with all a user could notice about it."""
    connection, tools = connect(name), os.path.dirname(os.path.abspath(__file__))
    found = {}
    for schema, owner, comment in run(connection, open(f"{tools}/schemas.sql").read()):
        found[schema] = {"kind": "schema", "owner": owner, "comment": comment}
    with connection.cursor() as cursor:
        cursor.execute(open(f"{tools}/catalogue.sql").read())
        keys = [column.name for column in cursor.description]
        for row in cursor.fetchall():
            relation = dict(zip(keys, row))
            schema, table, _ = (relation.pop(key) for key in ("schema", "name", "oid"))
            found[f"{schema}.{table}"] = {**relation, "rows": rows(connection, schema, table)}
    return found


def rows(connection, schema, table):
    """Rows as text, in an order of their own; a digest of them where there are many."""
    relation = ".".join('"' + part.replace('"', '""') + '"' for part in (schema, table))
    try:
        found = [row for (row,) in run(connection, f"select t::text from {relation} t order by 1 limit 1001")]
        if len(found) <= 1000:
            return found
        digest = f"select count(*) || ' rows, digest ' || md5(string_agg(h, '' order by h)) from (select md5(t::text) h from {relation} t) s"
        return run(connection, digest)[0][0]
    except psycopg2.Error as error:
        return f"unreadable: {error}"


if __name__ == "__main__":
    try:
        {"create": create, "rename": rename, "drop": drop, "sql": sql, "fill": fill}[sys.argv[1]](*sys.argv[2:])
    except psycopg2.Error as error:
        # What libpq says of a connection may hold the URL.
        sys.exit(re.sub(r"://[^\s/]+@", "://***@", str(error)).strip())
