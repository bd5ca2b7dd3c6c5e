"""Takes out what the same engine varies between two runs (times of the run, durations, ids, addresses) and lines of its code. Dates of another day are data."""
import datetime
import json
import re

MOMENT = re.compile(r"(?<![\d:T-])(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?(?![\d:])")
SECONDS = re.compile(r"(?<![\w.])\d+\.\d{2,}( ?s| seconds)\b|\b\d+ hours \d+ minutes and \d+\.\d+ seconds")
PATTERNS = [
    (SECONDS, r"{duration}\1"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "{id}"),
    (re.compile(r"(__dbt_(?:tmp|backup)(?:_\d{8})?)\d{12}\b"), r"\1{time}"),
    (re.compile(r'\b(index (?:if not exists\s+)?)("?)[0-9a-f]{32}\2(?= |\n|$)', re.I), r"\1{index}"),
    (re.compile(r"/lib/python3\.\d+(?=/)"), "/lib/python3"),
    (re.compile(r'(/lib/python3/[^\s"]*", line )\d+'), r"\1{line}"),
    (re.compile(r"\bat 0x[0-9a-f]{6,16}\b"), "at {address}"),
    (re.compile(r"\bdbt-downloads-[a-z0-9_]{8}"), "dbt-downloads-{random}"),
    (re.compile(r"(pg_(?:terminate|cancel)_backend\(|Cancelling query '[^']*' \()\d+\)"), r"\1{backend})"),
    (re.compile(r'("(?:process_\w+|command_wall_clock_time)": )"?[\d.e-]+"?'), r"\1{measured}"),
]
# Keys whose value is measured.
MEASURED = re.compile(r"^(execution_time|created_at|pid|age|max_loaded_at_time_ago_in_s|elapsed|.*_elapsed|elapsed_time|command_wall_clock_time|process_\w+)$")
ARGUMENTS = re.compile(r"(running dbt with arguments )\{(.*)\}", re.S)
# About connections only: which thread gets which is chance.
CHANCE = {"ConnectionClosedInCleanup", "LogCancelLine", "ResourceReport", "NewConnectionOpening"}
TAKEN = re.compile(r"Acquiring new \w+ connection '([^']*)'|Re-using an available connection from the pool \(formerly .*, now (.*)\)")
UNIMPORTANT = re.compile(r"Connection '[^']*' was properly closed|Opening a new connection, currently in state")


class Cleaner:
    def __init__(self, folders, began, ended):
        self.folders = sorted(folders, key=lambda each: -len(each[0]))
        self.began, self.ended = began - 1.5, ended + 1.5

    def text(self, text):
        for folder, name in self.folders:
            text = text.replace(folder, name)
        text = MOMENT.sub(lambda found: "{time}" if self.is_now(*found.groups()) else found.group(), text)
        for pattern, by in PATTERNS:
            text = pattern.sub(by, text)
        return ARGUMENTS.sub(lambda found: found[1] + ", ".join(sorted(re.split(r", (?='\w+': )", found[2]))), text)

    def is_now(self, date, time, fraction, zone):
        zone = "+0000" if zone in (None, "Z") else (zone.replace(":", "") + "00")[:5]
        days = [date] if date else {self.day(self.began), self.day(self.ended)}
        for day in days:
            try:
                moment = datetime.datetime.strptime(f"{day} {time}{zone}", "%Y-%m-%d %H:%M:%S%z").timestamp()
            except ValueError:
                return False
            if self.began - 1 <= moment <= self.ended:
                return True
        return False

    @staticmethod
    def day(at):
        return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%d")

    def value(self, value, key=""):
        if isinstance(value, dict):
            return {self.text(name): self.value(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self.value(each) for each in value]
        if isinstance(value, str):
            return self.text(value)
        return "{measured}" if isinstance(value, (int, float)) and MEASURED.match(key) else value

    def lines(self, text):
        """Lines of the console. With several threads, and where nodes are skipped, their order is chance."""
        lines = [self.line(line) for line in text.splitlines() if not UNIMPORTANT.search(line)]
        lines = [TAKEN.sub(lambda found: f"Connection {found[1] or found[2]} is taken", line) for line in lines]
        if not text.endswith("\n") and text:
            lines.append("{no newline at the end}")
        if re.search(r"Concurrency: ([2-9]|\d\d+) threads|\b\d+ of \d+ SKIP\b", text):
            return sorted(re.sub(r"\b\d+( of \d+ [A-Z])", r"{n}\1", re.sub(r"\.{2,}", "…", line)) for line in lines)
        return lines

    def line(self, line):
        """A line that is JSON is cleaned as the object it is."""
        try:
            return json.dumps(self.value(json.loads(line)), ensure_ascii=False) if line.startswith('{"') else self.text(line)
        except ValueError:
            return self.text(line)

    def invocations(self, log):
        """The log by invocation of the engine: its command, and what it logs as name, message and data."""
        found = {}
        for entry in log:
            try:
                event = json.loads(entry)
                info, data = event["info"], event.get("data", {})
                name, message, invocation = info["name"], info["msg"], info.get("invocation_id")
            except (ValueError, KeyError, TypeError):
                name, message, data, invocation = "", entry, {}, None
            into = found.setdefault(invocation, {"command": "", "events": []})
            if name == "MainReportArgs" and isinstance(data.get("args"), dict):
                words = str(data["args"].get("invocation_command", "")).split(" ")[1:]
                into["command"] = next((word for word in words if not word.startswith("-")), "")
            if name in CHANCE or UNIMPORTANT.search(message):
                continue
            if name in ("NewConnection", "ConnectionReused"):
                message = TAKEN.sub(lambda taken: f"{taken[1] or taken[2]} is taken", message)
                name, data = "(connection)", {}
            into["events"].append(self.value({"name": name, "message": message, "data": data}))
        return list(found.values())
