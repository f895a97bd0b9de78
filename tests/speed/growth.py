#!/usr/bin/env python3
"""How the time of `check` grows with its input, kind by kind; of `build`, where only that does the work.

Each kind of input is doubled from 1 to 64 times a base size. For each doubling the ratio of the user times is
printed, after the time of an empty site is taken off: 2 is linear, 4 is quadratic.

    cargo build --profile dist && python3 tests/speed/growth.py [--only KIND] [--doublings N]
"""

import argparse
import math
import os
import pathlib
import resource
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BODY = "---\nkind: body\nname: Ban Thường vụ\nunits: [{id: vp, name: Văn phòng}]\n---\n# Đơn vị\n\n"
PLAN = "---\nkind: plan\n---\n# Kế hoạch\n"
HEAD = "---\nkind: deficiency\ndeficiency: mot\nstatus: open\n---\n# Một việc\n\n"


def record(body):
    return {"dong/index.md": BODY, "dong/2023/plan.md": PLAN, "dong/2023/mot.md": HEAD + body}


def years(count):
    files = {"dong/index.md": BODY}
    for year in range(1950, 1950 + count):
        files[f"dong/{year}/plan.md"] = PLAN
        files[f"dong/{year}/mot.md"] = HEAD + "## Giải pháp\n\n- Làm (*thực hiện thường xuyên*)\n"
    return files


def folder(count):
    files = {"dong/index.md": BODY, "dong/2023/plan.md": PLAN}
    for number in range(count):
        head = HEAD.replace("deficiency: mot", f"deficiency: viec-{number}")
        files[f"dong/2023/viec-{number}.md"] = head + "## Giải pháp\n\n- Làm (*trong quý II/2023*)\n"
    return files


def front_matter(count):
    units = ", ".join(f"{{id: u{number}, name: Ban {number}}}" for number in range(count))
    return {"dong/index.md": BODY.replace("{id: vp, name: Văn phòng}", units)}


def settings(count):
    words = ", ".join(f'"Việc cần làm {number}"' for number in range(count))
    return {"dong/index.md": BODY, "../khacphuc.toml": f"[headings]\nmeasures = [{words}]\n"}


BUILD = ("build", "--edition", "internal")

# Each kind: a base size, and the files of a site of so many parts; the command, where it is not `check`.
KINDS = {
    "paragraphs": (400, lambda n: record("Một đoạn văn về (nội dung) của *việc* này, số 12/2023.\n\n" * n)),
    "one line": (4000, lambda n: record("chữ " * n)),
    "open brackets": (1000, lambda n: record("[" * n)),
    "open braces": (1000, lambda n: record("{" * n)),
    "closing braces": (1000, lambda n: record("a }" * n)),
    "bracketed words": (1000, lambda n: record("(a) [b] " * n)),
    "footnote signs": (1000, lambda n: record("[^a " * n)),
    "dots": (2000, lambda n: record("." * n)),
    "emphasis": (1000, lambda n: record("*a _b_ " * n)),
    "links": (500, lambda n: record("[a](dong.md) " * n)),
    "comments": (500, lambda n: record("<!-- a " * n)),
    "tags": (500, lambda n: record("<b>a</b> " * n)),
    # The text of so many levels is as long as their square.
    "nested lists": (1600, lambda n: record("".join("  " * i + "- a\n" for i in range(math.isqrt(n))))),
    "quotations": (200, lambda n: record(">" * n + " a\n")),
    "headings": (300, lambda n: record("".join(f"## Mục {i}\n\na\n\n" for i in range(n)))),
    "rows": (300, lambda n: record("## Kết quả\n\n| Tên | Mục tiêu | Kết quả |\n|---|---|---|\n" + "".join(f"| a{i} | 5 | 6 |\n" for i in range(n)))),
    "cells": (500, lambda n: record("|a" * n + "\n" + "|-" * n + "\n" + "|1" * n + "\n")),
    "measures": (300, lambda n: record("## Giải pháp\n\n" + "- Làm @vp (*trong quý II/2023*)\n" * n)),
    "deadline": (500, lambda n: record("## Giải pháp\n\n- Làm (*" + "trước ngày 10/5/2023 và " * n + "*)\n")),
    "log": (300, lambda n: record("## Tiến độ\n\n" + "- 15/3/2023: họp\n" * n)),
    "numbers": (1000, lambda n: record("300-KH/TĐTN-VP, " * n)),
    "dates": (1000, lambda n: record("31/02/2023 " * n)),
    "letters for digits": (1000, lambda n: record("1O l2 " * n)),
    "one mistake a line": (300, lambda n: record("Xem [đây](khong-co.md).\n\n" * n)),
    "letters in emphasis": (500, lambda n: record("*1O* l2 " * n)),
    "signs behind a heading": (1000, lambda n: record("## a" + " :" * n + "\n\na\n")),
    "remarks in brackets": (1000, lambda n: record("a (nội bộ) a " * n)),
    "deadlines with wrong letters": (2000, lambda n: record("## Giải pháp\n\n" + "- Làm (*trong quý I/2O23*)\n" * n)),
    "findings on pages": (300, lambda n: record("## Giải pháp\n\n" + "- Làm @vp (*trong quý II/2023*)\n" * n), BUILD),
    "front matter": (300, front_matter),
    "settings": (300, settings),
    "years of one deficiency": (3, years),
    "records in one folder": (80, folder),
}


def run(binary, files, command=("check",)):
    """User time in seconds and greatest memory in MB of a call."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as site:
        content = pathlib.Path(site, "content")
        for path, text in files.items():
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        process = subprocess.Popen(
            [binary, *command, "--as-of", "2023-12-31"], cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise SystemExit(f"exit {process.returncode}")
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/dist/khacphuc")
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--doublings", type=int, default=6)
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    empty = min(run(binary, {"dong/index.md": BODY})[0] for _ in range(3))
    for kind, (base, make, *command) in KINDS.items():
        if arguments.only not in (None, kind):
            continue
        times, memory = [], 0
        for step in range(arguments.doublings + 1):
            seconds, megabytes = run(binary, make(base << step), *command)
            times.append(max(seconds - empty, 0.0))
            memory = max(memory, megabytes)
        # Below a hundredth of a second there is nothing to compare.
        ratios = [f"{b / a:.1f}" if a > 0.01 else "·" for a, b in zip(times, times[1:])]
        print(f"{kind:26}{times[-1]:8.2f} s {memory:7.0f} MB   {'  '.join(ratios)}", flush=True)


if __name__ == "__main__":
    main()
