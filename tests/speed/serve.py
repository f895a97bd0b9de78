#!/usr/bin/env python3
"""From saving a record to the fresh page: python3 tests/speed/serve.py [--records 10000] [--saves 50] [--dir /dev/shm/…]

Serves a generated corpus and saves records of it, each under a new heading. Measures from before the save to the last byte
over HTTP of a page that shows the heading: the record's own page, the list of its year, the page of its deficiency, and
from the save to the event that tells a browser to load its page again. Prints the median, the 95th percentile and the
maximum in milliseconds. Every page is asked for once: one that is out of date is an error, not a wait.
"""

import http.client
import json
import random
import re
import signal
import statistics
import subprocess
import sys
import time

import generated
from generated import AS_OF, TARGET


def main():
    options = arguments()
    site = generated.site(options, "serve")
    with Preview(site) as preview:
        print(f"{options.records} records, {options.saves} saves; the first page after {preview.start:.1f} s")
        measure(preview, site, options)


def arguments():
    parser = generated.arguments("From saving a record to the fresh page")
    parser.add_argument("--saves", type=int, default=50, help="of each kind of page")
    return parser.parse_args()


class Preview:
    def __init__(self, site):
        begin = time.perf_counter()
        call = [TARGET / "khacphuc", "serve", "--port", "0", "--as-of", AS_OF, "--language", "en"]
        self.process = subprocess.Popen(call, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line).group(1))
        self.http = http.client.HTTPConnection("127.0.0.1", self.port)
        self.get("/")
        self.start = time.perf_counter() - begin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        if self.process.wait() != 0:
            sys.exit("the preview did not end well")

    def get(self, address):
        self.http.request("GET", address)
        answer = self.http.getresponse()
        return answer.status, answer.read().decode()

    def events(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/.khacphuc/events")
        for line in connection.getresponse():
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def measure(preview, site, options):
    content, records = site / "content", generated.records(site)
    chance = random.Random(1)
    print(f"{'ms':22}{'p50':>8}{'p95':>8}{'max':>8}")
    for name, address in PAGES.items():
        times = []
        for _ in range(options.saves):
            record = chance.choice(records)
            heading = new_word()
            begin = save(record, heading)
            status, page = preview.get(address(content, record))
            times.append(time.perf_counter() - begin)
            if status != 200 or heading not in page:
                sys.exit(f"{address(content, record)} does not show “{heading}” ({status})")
        report(name, times)
    report("the event", [told(preview, chance.choice(records)) for _ in range(options.saves)])


def new_word():
    """A heading that no earlier run left, and of which no word is the same as in another year's."""
    return f"x{time.time_ns():x}"


def save(record, heading):
    text = re.sub(r"^# .*$", f"# {heading}", record.read_text(), count=1, flags=re.MULTILINE)
    begin = time.perf_counter()
    record.write_text(text)
    return begin


def told(preview, record):
    events = preview.events()
    token = next(events)["token"]
    begin = save(record, new_word())
    next(state for state in events if state["token"] != token)
    return time.perf_counter() - begin


def report(name, times):
    times = [1000 * seconds for seconds in times]
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"{name:22}{statistics.median(times):8.1f}{p95:8.1f}{max(times):8.1f}", flush=True)


def place(content, record):
    return record.relative_to(content).with_suffix("").as_posix()


def deficiency(content, record):
    name = re.search(r"^deficiency: (\S+)", record.read_text(), re.MULTILINE).group(1)
    return f"/{record.relative_to(content).parts[0]}/lineage/{name}.html"


PAGES = {
    "its own page": lambda content, record: f"/{place(content, record)}.html",
    "the list of its year": lambda content, record: f"/{place(content, record).rpartition('/')[0]}/",
    "its deficiency": deficiency,
}


if __name__ == "__main__":
    main()
