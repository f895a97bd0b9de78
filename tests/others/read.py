"""Reads the data files of built sites with programs that are not ours, and compares them with ledger.json.

    python read.py FOLDER…          each a site, or a folder of sites
"""

import calendar
import csv
import json
import re
import sys
import tomllib
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import feedparser
import icalendar
import openpyxl
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

STRINGS = Path(__file__).parents[2] / "themes/default/strings"
TABLES = ["records", "measures", "indicators", "lineages", "balances", "documents"]
COUNTS = [
    "unresolved", "carried", "taken_over", "withheld", "unaccounted", "split_extra", "merge_absorbed", "inherited",
    "resurfaced", "reopened", "new", "records", "fixed", "dropped", "unresolved_end",
]
DAYS = {"measures": ["start", "due"], "indicators": ["due"]}


class Site:
    def __init__(self, root):
        self.root = root
        self.ledger = json.loads((root / "data/ledger.json").read_text("utf-8"))
        language = re.search(r'<html lang="(\w+)"', (root / "index.html").read_text("utf-8"))[1]
        self.words = tomllib.loads((STRINGS / f"{language}.toml").read_text("utf-8"))
        self.as_of = date.fromisoformat(self.ledger["as_of"])
        self.troubles = []
        self.checked = Counter()

        base = re.search(r'<feed [^>]*xml:base="([^"]+)"', (root / "feed.xml").read_text("utf-8"))
        self.url = base and base[1]

    def file(self, address, folder):
        """The file of the site that an address leads to, from a file in a folder."""
        if self.url and address.startswith(self.url):
            return self.root / unquote(address.removeprefix(self.url))
        return folder / unquote(address)

    def check(self, what, expected, found):
        self.checked[what.split(":")[0]] += 1
        if expected != found:
            self.troubles.append(f"{what}: expected {expected!r}, found {found!r}")

    def word(self, group, key):
        public = self.ledger["edition"] == "public" and self.words["public"].get(key)
        return "" if key is None else public or self.words[group][key]

    def owners(self):
        """What has measures and indicators, by body: its records, then its papers."""
        lists = [self.ledger["records"], self.ledger["papers"]]
        bodies = sorted({owner["body"] for owners in lists for owner in owners})
        return [o for body in bodies for owners in lists for o in owners if o["body"] == body]

    # -- tables ----------------------------------------------------------------------------------------

    def table(self, name):
        """Rows of a CSV file, each by the keys of its columns."""
        data = (self.root / f"data/{name}.csv").read_bytes()
        self.check(f"{name}: byte order mark", b"\xef\xbb\xbf", data[:3])
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
        keys = {heading: [] for heading in rows[0]}
        for key, heading in self.words["column"].items():
            keys.get(heading, []).append(key)
        self.check(f"{name}: rows of one length", {len(rows[0])}, {len(row) for row in rows})
        return [{key: plain(cell) for h, cell in zip(rows[0], row) for key in keys[h]} for row in rows[1:]]

    def compare(self, name, rows, expected):
        self.check(f"{name}: rows", len(expected), len(rows))
        for at, (row, values) in enumerate(zip(rows, expected)):
            for key, value in values.items():
                self.check(f"{name}: row {at + 1}, {key}", text(value), row.get(key))

    def tables(self):
        yes = lambda is_so: self.words["table"]["yes" if is_so else "no"]
        raw = lambda of: of and of["raw"]
        figure = lambda of: of and of.get("value")
        self.compare("records", self.table("records"), [
            {
                "year": r["year"], "title": r["title"], "status": self.word("status", r["status"]),
                "origin": self.word("state", r["origin"]), "onward": self.word("state", r["onward"]),
                "recognised": r["recognised"], "plan": r["plan"], "measures": len(r["measures"]),
                "claimed": sum(m["claimed_done"] for m in r["measures"]), "verdict": r["verdict"],
                "late": sum(m["late"] for m in r["measures"]),
                "continue_in": r["continue_in"], "promise": self.word("promise", r["promise"]),
                "cites": "; ".join(r["cites"]), "deficiency": r["deficiency"], "page": r["page"],
            }
            for r in self.ledger["records"]
        ])
        self.compare("measures", self.table("measures"), [
            {
                "year": o["year"], "owner": o["title"], "measure": m["text"], "deadline": raw(m["deadline"]),
                "start": m["deadline"] and m["deadline"]["start"], "due": m["deadline"] and m["deadline"]["due"],
                "struck": "; ".join(e["raw"] for e in m["extensions"]), "is_late": yes(m["late"]),
                "claimed_done": yes(m["claimed_done"]),
                "page": o["page"],
            }
            for o in self.owners() for m in o["measures"]
        ])
        self.compare("indicators", self.table("indicators"), [
            {
                "year": o["year"], "owner": o["title"], "indicator": i["name"], "level": i["level"],
                "target_raw": raw(i["target"]), "target": figure(i["target"]),
                "actual_raw": raw(i["actual"]), "actual": figure(i["actual"]), "unit": i["unit"],
                "met": {None: ""}.get(i["met"], self.words["indicator"]["met" if i["met"] else "unmet"]),
                "page": o["page"],
            }
            for o in self.owners() for i in o["indicators"]
        ])
        self.compare("lineages", self.table("lineages"), [
            {
                "title": l["title"], "outcome": self.word("outcome", l["outcome"]),
                "years": "; ".join(r.split("/")[1] for r in l["records"]),
                "years_outstanding": l["years_outstanding"], "deficiency": l["deficiency"], "page": l["page"],
            }
            for l in self.ledger["lineages"]
        ])
        self.compare("balances", self.table("balances"), [
            {"from": b["from"], "to": b["to"]} | {key: b[key] for key in COUNTS if key != "records"}
            for b in self.ledger["balances"]
        ])
        self.compare("documents", self.table("documents"), [
            {
                "number": d["number"], "date": d["date"], "issuer": d["issuer"], "subject": d["subject"],
                "cited_by": len(d["cited_by"]), "page": d["page"],
            }
            for d in self.ledger["documents"]
        ])

    def workbooks(self):
        """The sheets of all bodies together are the tables of the site, with typed cells."""
        sheets = {name: [] for name in TABLES}
        for path in sorted(self.root.glob("*/*.xlsx")):
            book, shown = (openpyxl.load_workbook(path, data_only=is_shown) for is_shown in (False, True))
            self.check("workbook: sheets", [self.words["table"][name] for name in TABLES], book.sheetnames)
            for name, sheet, values in zip(TABLES, book, shown):
                rows = list(sheet.iter_rows())
                self.check("workbook: filter", sheet.dimensions, sheet.auto_filter.ref)
                self.check("workbook: frozen", "A2", sheet.freeze_panes)
                sheets[name] += list(values.iter_rows(min_row=2, values_only=True))
                for row in rows[1:] if name != "balances" else []:
                    address = re.fullmatch(r'=HYPERLINK\("([^"]+)","[^"]+"\)', row[-1].value)[1]
                    target = self.file(address, path.parent)
                    self.check("workbook: a page behind each link", True, target.is_file())
            self.check("workbook: made on the day of the site", self.as_of, book.properties.created.date())
        for name in TABLES[:-1]:
            with open(self.root / f"data/{name}.csv", encoding="utf-8-sig", newline="") as file:
                head, *rows = [[plain(cell) for cell in row] for row in csv.reader(file)]
            days = [head.index(self.words["column"][key]) for key in DAYS.get(name, [])]
            self.check(f"workbook {name}: rows", len(rows), len(sheets[name]))
            for row, cells in zip(rows, sheets[name]):
                self.check(f"workbook {name}: cells", row, [text(cell) for cell in cells])
                typed = [isinstance(cells[at], datetime) for at in days if row[at]]
                self.check(f"workbook {name}: days", True, all(typed))
        numbers = {d["number"] for d in self.ledger["documents"]}
        self.check("workbook documents: known", set(), {row[0] for row in sheets["documents"]} - numbers)

    def report(self, report):
        called = self.words["calendar"]["report"]
        is_named = report["what"].lower().startswith(called.lower())
        return report["what"] if is_named else f"{called}: {report['what']}"

    # -- calendars -------------------------------------------------------------------------------------

    def promised(self):
        """First day and words of all that is to be done by some day, as the ledger has it."""
        days = Counter()
        for owner in self.owners():
            if owner.get("status") == "dropped":
                continue
            for measure in owner["measures"]:
                deadline = measure["deadline"] or {"kind": None}
                if measure["claimed_done"] or deadline["kind"] is None:
                    continue
                day = deadline["due"]
                if deadline["kind"] == "recurring":
                    first = day or end_of_period(owner["year"], deadline["every"])
                    days[text(first), measure["text"], deadline["every"]] += 1
                elif day and deadline["kind"] not in ("continuous", "continuous_focus", "from_year", "relative"):
                    days[day, measure["text"], None] += 1
        for report in self.ledger["reports_due"]:
            for day in report["due"]:
                days[day, self.report(report), None] += 1
        return +days

    def calendars(self):
        files = {path: self.calendar(path) for path in sorted(self.root.rglob("*.ics"))}
        promised = self.promised()
        self.check("calendar: there if anything is due", bool(promised), self.root / "calendar.ics" in files)
        if not promised:
            return
        whole = files[self.root / "calendar.ics"]
        reports = {self.report(report) for report in self.ledger["reports_due"]}
        rhythms = {(text, day): every for day, text, every in promised if every}
        found = Counter()
        for event in whole.values():
            summary, days = event["summary"], event["days"]
            every = rhythms.get((summary, days[0].isoformat()))
            if summary in reports:
                found.update((day.isoformat(), summary, None) for day in days)
            else:
                found[days[0].isoformat(), summary, every] += 1
                self.check("calendar: rhythm", [step(days[0], every, n) for n in range(len(days))], days)
        self.check("calendar: days of the ledger", sorted(promised.items(), key=str), sorted(found.items(), key=str))
        bodies = [file for path, file in files.items() if path.parent.parent == self.root]
        self.check("calendar: bodies make up the whole", whole, {k: v for file in bodies for k, v in file.items()})
        for path, file in files.items():
            if path.parent.name == "unit":
                body = files[path.parents[1] / "calendar.ics"]
                self.check("calendar: of a unit", True, bool(file) and file.items() <= body.items())

    def calendar(self, path):
        """Events of a file by their ids, with all days on which they fall."""
        data = path.read_bytes()
        lines = data.split(b"\r\n")
        self.check("calendar: ends of lines", 0, data.replace(b"\r\n", b"").count(b"\n"))
        self.check("calendar: length of lines", True, max(map(len, lines)) <= 75)
        for line in lines:
            line.decode("utf-8")
        events = {}
        for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
            first = event.decoded("dtstart")
            self.check("calendar: whole days", (date, first + timedelta(days=1)), (type(first), event.decoded("dtend")))
            url = event.get("url")
            self.check("calendar: an address, where the site's is known", bool(self.url), url is not None)
            self.check("calendar: a page behind it", True, url is None or self.file(url, self.root).is_file())
            self.check("calendar: alarms", [], event.walk("VALARM"))
            self.check("calendar: told on the day of the site", self.as_of, event.decoded("dtstamp").date())
            days = [first]
            if "rrule" in event:
                start = datetime.combine(first, datetime.min.time())
                days = [day.date() for day in rrulestr(event["rrule"].to_ical().decode(), dtstart=start)]
            uid = str(event["uid"])
            self.check("calendar: an id for each", False, uid in events)
            events[uid] = {"summary": str(event["summary"]), "days": days}
        self.check("calendar: events", True, bool(events))
        return events

    # -- feed ------------------------------------------------------------------------------------------

    def feed(self):
        feed = feedparser.parse((self.root / "feed.xml").read_bytes())
        self.check("feed: well-formed", False, bool(feed.bozo))
        self.check("feed: version", "atom10", feed.version)
        ids = [entry.id for entry in feed.entries]
        self.check("feed: an id for each", len(ids), len(set(ids)))
        days = [entry.updated[:10] for entry in feed.entries]
        self.check("feed: the latest first", sorted(days, reverse=True), days)
        self.check("feed: nothing of tomorrow", True, all(day <= self.ledger["as_of"] for day in days))
        for entry in feed.entries:
            self.check("feed: a page behind each link", True, self.file(entry.link, self.root).is_file())
            self.check("feed: a title for each", True, bool(entry.title))
        pages = {self.file(entry.link, self.root).relative_to(self.root).as_posix() for entry in feed.entries}
        issued = {p["page"] for p in self.ledger["papers"] if p["date"] and p["date"] <= self.ledger["as_of"]}
        if len(ids) < 100:
            self.check("feed: papers", set(), issued - pages)

    def read(self):
        self.tables()
        self.workbooks()
        self.calendars()
        self.feed()
        seen = ", ".join(f"{what} {n}" for what, n in sorted(self.checked.items()))
        print(f"{self.root}: {len(self.troubles)} troubles; compared: {seen}")
        for trouble in self.troubles[:20]:
            print(f"  {trouble}")
        return not self.troubles


def plain(cell):
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if re.match(r"'[=+\-@\t\r\n＝＋－＠]", cell) else cell


def text(value):
    """A value as a table shows it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def months(every):
    count, unit = int(every[1:-1]), every[-1]
    return {"M": count, "Y": 12 * count}.get(unit)


def end_of_period(year, every):
    first = date(year, 1, 1)
    if months(every) is None:
        assert every.endswith("W"), "what is done daily has no day"
        return first + timedelta(days=6 - first.weekday(), weeks=int(every[1:-1]) - 1)
    return first + relativedelta(months=months(every)) - timedelta(days=1)


def step(first, every, n):
    """The n-th day of a rhythm; where months end, it is their last one."""
    if every is None or n == 0:
        return first
    if months(every) is None:
        return first + timedelta(weeks=int(every[1:-1]) * n)
    day = first + relativedelta(months=months(every) * n)
    is_last = first.day == calendar.monthrange(first.year, first.month)[1]
    return day + relativedelta(day=31) if is_last and months(every) % 12 else day


def main():
    roots = [Path(folder) for folder in sys.argv[1:]]
    sites = [ledger.parents[1] for root in roots for ledger in sorted(root.rglob("data/ledger.json"))]
    if not sites:
        sys.exit("there is no site")
    # Every site is read, whatever is wrong with the first.
    sys.exit(not all([Site(site).read() for site in sites]))


main()
