#!/usr/bin/env python3
"""How much memory a build takes whose content is one Markdown file of 50 MB, shape by shape.

    cargo build --profile dist && python3 tests/speed/memory.py [--megabytes 50] [--limit 1000]

It fails where one takes more than the limit, in megabytes. Written for Linux, which counts in kilobytes.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BODY = "---\nkind: body\nname: Ban Thường vụ\n---\n# Đơn vị\n\n"
PLAN = "---\nkind: plan\n---\n# Kế hoạch\n"
HEAD = "---\nkind: deficiency\ndeficiency: mot\nstatus: open\n---\n# Một việc\n\n"

# Each shape: how it begins, and what is repeated.
SHAPES = {
    "prose": ("", "Một đoạn văn về (nội dung) của *việc* này, số 12/2023, kể ra cho dài thêm một chút.\n\n"),
    "items": ("", "- Một việc phải làm trong năm nay, không có hạn nào cả\n"),
    "rows": ("| Tên | Số | Ghi chú |\n|---|---|---|\n", "| Việc thứ nhất | 12 | không có gì |\n"),
}


def peak(binary, text):
    """Greatest memory of a build in MB."""
    with tempfile.TemporaryDirectory() as site:
        for path, words in {"index.md": BODY, "2023/plan.md": PLAN, "2023/mot.md": HEAD + text}.items():
            file = pathlib.Path(site, "content/dong", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, encoding="utf-8")
        call = [binary, "build", "--as-of", "2023-12-31"]
        process = subprocess.Popen(call, cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"exit {process.returncode}")
        return used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/dist/khacphuc")
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--limit", type=float, default=1000)
    arguments = parser.parse_args()
    is_over = False
    for shape, (begin, again) in SHAPES.items():
        text = begin + again * (arguments.megabytes * 1_000_000 // len(again.encode()))
        megabytes = peak(arguments.binary.resolve(), text)
        print(f"{shape:10}{megabytes:8.0f} MB", flush=True)
        is_over |= megabytes > arguments.limit
    if is_over:
        raise SystemExit(f"more than {arguments.limit:.0f} MB")


if __name__ == "__main__":
    main()
