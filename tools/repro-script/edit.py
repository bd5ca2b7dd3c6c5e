"""Edits files of the project where a table of cases says it in a few words: {n} counts from 1."""
import json
import os
import shutil
import sys

project, said = sys.argv[1], json.load(sys.stdin)


def count(text, n):
    return text.replace("{n}", str(n))


def text_of(content):
    if isinstance(content, str):
        return content
    head = [content["head"]] if "head" in content else []
    return "\n".join([*head, *(count(content["line"], n + 1) for n in range(content["lines"])), ""])


for n in range(1, said.get("times", 1) + 1):
    numbered = (lambda text: count(text, n)) if "times" in said else str
    for name, content in said["write"].items():
        file = os.path.join(project, numbered(name))
        if content is None:
            shutil.rmtree(file) if os.path.isdir(file) else os.path.exists(file) and os.remove(file)
            continue
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf8", newline="") as written:
            written.write(numbered(text_of(content)))
