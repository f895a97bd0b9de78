"""What is measured, and what it is measured on: the programs of this repository, and a generated site."""

import argparse
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Where the programs are that are measured: those of the profile that is installed.
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "dist"
# The day on which generated sites are true.
AS_OF = "2024-10-31"


def compile_programs(*examples):
    """Builds khacphuc, the program that generates sites, and further examples."""
    cargo = ["cargo", "build", "--profile", "dist", "--locked", "--manifest-path", ROOT / "Cargo.toml", "--bin", "khacphuc"]
    named = [word for example in ("corpus", *examples) for word in ("--example", example)]
    subprocess.run([*cargo, *named], check=True)


def arguments(description):
    """A parser with the arguments that say what to measure on."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--dir", type=Path, default=Path("/dev/shm/khacphuc-speed"), help="generated sites and output")
    parser.add_argument("--no-build", action="store_true", help="measure the program that is there")
    return parser


def site(options, name):
    """A generated site of its own for one kind of measurement, made where it is not there."""
    if not options.no_build:
        compile_programs()
    folder = options.dir / f"{name}-{options.records}"
    if not folder.exists():
        subprocess.run([TARGET / "examples/corpus", folder, "--records", str(options.records)], check=True)
    return folder


def records(folder):
    """The files of its deficiencies."""
    files = sorted((folder / "content").glob("*/*/*.md"))
    return [path for path in files if "\nkind: deficiency\n" in path.read_text()]
