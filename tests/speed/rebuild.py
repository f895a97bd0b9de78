#!/usr/bin/env python3
"""What a rebuild takes: python3 tests/speed/rebuild.py [--records 10000] [--rounds 20] [--dir /dev/shm/…]

Builds a generated corpus cold a few times; then, in turn, with nothing changed, and with one record edited: another one
each time, drawn from all. Each edit is taken back, and the build after that is not counted. Prints medians, with the
least and the most, of wall and processor time (user and kernel), and the ratios: nothing changed to cold, and one edit
to nothing changed. A build that writes what did not change is an error.
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time

import generated
from generated import AS_OF, TARGET


def main():
    options = arguments()
    site = generated.site(options, "rebuild")
    out = options.dir / f"rebuild-out-{options.records}"
    cold = [build(site, out, is_cold=True) for _ in range(options.cold)]
    same, edits = rebuild(site, out, options.rounds)
    shutil.rmtree(out)
    report(options, cold, same, edits)


def arguments():
    parser = generated.arguments("What a rebuild takes")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--cold", type=int, default=3, help="cold builds")
    return parser.parse_args()


def rebuild(site, out, rounds):
    """Builds with nothing changed, and builds with one record edited."""
    same, edits = [], []
    for record in random.Random(1).sample(generated.records(site), k=rounds):
        same.append(build(site, out))
        if same[-1][2]:
            sys.exit(f"{same[-1][2]} files written though nothing has changed")
        text = record.read_text()
        record.write_text(f"{text.rstrip()}\n\nThêm một câu để đo thời gian dựng lại.\n")
        try:
            edits.append(build(site, out))
        finally:
            record.write_text(text)
        build(site, out)
    return same, edits


def build(site, out, is_cold=False):
    """Wall seconds and processor seconds of a build, and how many files it wrote."""
    if is_cold:
        for old in out, site / ".khacphuc-cache":
            shutil.rmtree(old, ignore_errors=True)
    call = [TARGET / "khacphuc", "build", "--as-of", AS_OF, "--language", "en", "--out", out]
    log = site / "log.txt"
    with open(log, "w+") as said:
        begin = time.monotonic()
        process = subprocess.Popen(call, cwd=site, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    found = re.search(r"(\d+) files written", log.read_text())
    if process.returncode != 0 or not found:
        sys.exit(f"the build ended with status {process.returncode}:\n{log.read_text()[-3000:]}")
    return wall, usage.ru_utime + usage.ru_stime, int(found.group(1))


def report(options, cold, same, edits):
    print(f"{options.records} records, {options.rounds} rounds\n\n{'':18}{'wall s':>22}{'processor s':>22}{'files written':>15}")
    for name, runs in ("cold", cold), ("nothing changed", same), ("one record edited", edits):
        spans = ["{:.2f} ({:.2f}–{:.2f})".format(statistics.median(values), min(values), max(values))
                 for values in list(zip(*runs))[:2]]
        print(f"{name:18}{spans[0]:>22}{spans[1]:>22}{statistics.median(run[2] for run in runs):>15.0f}")
    ratio = lambda a, b, at: statistics.median(run[at] for run in a) / statistics.median(run[at] for run in b)
    print()
    for name, a, b in ("nothing changed / cold", same, cold), ("one edit / nothing changed", edits, same):
        print(f"{name}: wall {ratio(a, b, 0):.3f}, processor {ratio(a, b, 1):.3f}")


if __name__ == "__main__":
    main()
