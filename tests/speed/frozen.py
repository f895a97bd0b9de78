#!/usr/bin/env python3
"""What frozen years cost: python3 tests/speed/frozen.py [--take 300] [--years 11] [--rounds 5] [--dir /dev/shm/…]

One body with so many records in each of so many years, taken from a generated corpus; each deficiency is carried over
twice. Builds three sites in turn: the last year alone, all years, and all years with every year frozen but the last.
Each is built cold, with nothing changed, and with one record of the last year edited: another one each time. Prints
medians, with the least and the most, of wall and processor time, and the ratios to the last year alone.
"""

import re
import shutil
import statistics
import subprocess

import generated
from generated import AS_OF, TARGET
from rebuild import build

# The year that corpora end with.
LAST = 2024


def main():
    options = arguments()
    corpus = generated.site(options, "frozen")
    root = options.dir / "frozen"
    shutil.rmtree(root, ignore_errors=True)
    first = LAST + 1 - options.years
    sites = {"the last year": [LAST], "all years": range(first, LAST + 1), "frozen but the last": range(first, LAST + 1)}
    sites = {name: Site(root / name.replace(" ", "-"), corpus, years, options.take) for name, years in sites.items()}
    for year in range(first, LAST):
        sites["frozen but the last"].freeze(year)
    for number in range(options.rounds):
        for site in sites.values():
            site.round(number)
    report(options, sites)


def arguments():
    parser = generated.arguments("What frozen years cost")
    parser.set_defaults(records=5000)
    parser.add_argument("--take", type=int, default=300, help="records of each year")
    parser.add_argument("--years", type=int, default=11)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


class Site:
    """A site with one body, and the times of its builds."""

    def __init__(self, folder, corpus, years, take):
        self.folder, self.out = folder, folder / "out"
        self.runs = {"cold": [], "nothing changed": [], "one record edited": []}
        body = folder / "content/dong"
        bodies = sorted((corpus / "content").glob("*/index.md"))
        for file in [corpus / "khacphuc.toml", corpus / "content/documents.yaml"]:
            copy(file, folder / file.relative_to(corpus))
        copy(bodies[0], body / "index.md")
        records = [path for path in generated.records(corpus) if path.parent.name == str(LAST)][:take]
        if len(records) < take:
            raise SystemExit(f"{len(records)} records in the last year of the corpus: --records has to be greater")
        for year in years:
            plan = "---\nkind: plan\nnumber: 01-KH/TĐ-VP\n---\n# Kế hoạch\n\n"
            write(body / f"{year}/plan.md", plan + "".join(f"- [{at}](r{at}.md)\n" for at in range(take)))
            write(body / f"{year}/report.md", f"---\nkind: report\non: dong/{year}/plan\n---\n# Báo cáo\n\nChung.\n")
            for at, record in enumerate(records):
                write(body / f"{year}/r{at}.md", of_year(record.read_text(), at, year))
        self.records = sorted((body / str(LAST)).glob("r*.md"))

    def freeze(self, year):
        call = [TARGET / "khacphuc", "freeze", "dong", str(year), "--as-of", AS_OF]
        subprocess.run(call, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def round(self, number):
        """Builds cold, then with nothing changed, then with one record edited; the edit stays."""
        self.runs["cold"].append(build(self.folder, self.out, is_cold=True))
        self.runs["nothing changed"].append(build(self.folder, self.out))
        record = self.records[number * 7 % len(self.records)]
        write(record, f"{record.read_text().rstrip()}\n\nThêm một câu để đo lần {number}.\n")
        self.runs["one record edited"].append(build(self.folder, self.out))


def of_year(text, at, year):
    """A record as that of another year: its name says which of its deficiencies is followed for three years."""
    text = re.sub(r"\ncarries:\n(  .*\n)+", "\n", text)
    text = re.sub(r"\ncontinue_in: .*", "", text)
    text = re.sub(r"\nstatus: .*", "\nstatus: partly-fixed", text)
    text = re.sub(r"\ndeficiency: .*", f"\ndeficiency: viec-{at}-{(year + at) // 3}", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\.md\)", r"\1", text)
    return text.replace(str(LAST), str(year))


def copy(file, to):
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, to)


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def report(options, sites):
    print(f"{options.take} records a year, {options.years} years, {options.rounds} rounds")
    for kind in "cold", "nothing changed", "one record edited":
        print(f"\n{kind:22}{'wall s':>22}{'processor s':>22}{'ratio':>8}{'files written':>15}")
        alone = None
        for name, site in sites.items():
            runs = site.runs[kind]
            wall, processor = ([run[at] for run in runs] for at in (0, 1))
            alone = alone or statistics.median(wall)
            spans = ["{:.2f} ({:.2f}–{:.2f})".format(statistics.median(values), min(values), max(values))
                     for values in (wall, processor)]
            written = statistics.median(run[2] for run in runs)
            print(f"{name:22}{spans[0]:>22}{spans[1]:>22}{statistics.median(wall) / alone:>8.1f}{written:>15.0f}")


if __name__ == "__main__":
    main()
