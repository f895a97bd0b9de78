"""Bags of `khacphuc freeze`, judged by bagit-python: both say the same of a bag that is whole and of one that is not.

Of a bit turned in a manifest itself, verify may refuse what bagit-python lets pass, as it does not mind capital
letters in sums; never the other way round. Such cases are counted.

    python bags.py KHACPHUC CONTENT      freezes a year of the content, and does many things to the bags
"""

import logging
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bagit

BODY, YEAR = "tay-ninh", "2021"
PAGE = f"data/site/{BODY}/{YEAR}/ma-tuy.html"


def flip(path, seed):
    """Turns one bit of a file."""
    dice = random.Random(seed)
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


# What is done to a bag, by name.
DEEDS = {
    "nothing": lambda bag: None,
    "a page is altered": lambda bag: flip(bag / PAGE, 1),
    "a page is cut off": lambda bag: cut(bag / PAGE),
    "a page is empty": lambda bag: (bag / PAGE).write_bytes(b""),
    "a page is gone": lambda bag: (bag / PAGE).unlink(),
    "a page has another name": lambda bag: (bag / PAGE).rename(bag / "data/site/khac.html"),
    "a page is added": lambda bag: (bag / "data/site/them.html").write_text("x"),
    "two pages are exchanged": lambda bag: exchange(bag / PAGE, (bag / PAGE).with_name("plan.html")),
    "the data are altered": lambda bag: flip(bag / "data/ledger/ledger.json", 2),
    "a manifest is gone": lambda bag: (bag / "manifest-sha512.txt").unlink(),
    "a manifest lost a line": lambda bag: drop(bag / "manifest-sha256.txt"),
    "bag-info is altered": lambda bag: edit(bag / "bag-info.txt", "public", "inward"),
    "bag-info says another size": lambda bag: edit(bag / "bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"),
    "the declaration is gone": lambda bag: (bag / "bagit.txt").unlink(),
    "the declaration is of another version": lambda bag: edit(bag / "bagit.txt", "1.0", "9.9"),
    "a page moved to another folder": lambda bag: (bag / PAGE).rename(bag / "data/ma-tuy.html"),
}


def exchange(one, other):
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def drop(path):
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))


def edit(path, old, new):
    text = path.read_text()
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new))


def theirs(bag):
    """What bagit-python says: whether the bag is valid."""
    try:
        return bagit.Bag(str(bag)).validate()
    except (bagit.BagError, bagit.BagValidationError, UnicodeDecodeError):
        return False


def main(program, content):
    logging.disable(logging.CRITICAL)
    troubles = cases = stricter = 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        shutil.copytree(content, site / "content")
        call = [program, "freeze", BODY, YEAR, "--as-of", "2023-12-31", "--language", "en"]
        subprocess.run(call, cwd=site, check=True, stdout=subprocess.DEVNULL)
        good = site / "archive" / f"{BODY}-{YEAR}-public"
        bagged = bagit.Bag(str(good))
        assert bagged.info["External-Identifier"] == good.name and bagged.algorithms, bagged.info
        unpacked = site / "unpacked"
        shutil.unpack_archive(good.with_suffix(".zip"), unpacked)
        deeds = {**DEEDS, **{f"bit {seed} of a file": seed for seed in range(60)}}
        paths = sorted(path.relative_to(good) for path in good.rglob("*") if path.is_file())
        for name, deed in deeds.items():
            bag = site / "bag"
            shutil.copytree(unpacked / good.name, bag)
            if callable(deed):
                deed(bag)
            else:
                flip(bag / paths[deed % len(paths)], deed)
            call = [program, "verify", str(bag)]
            ours = subprocess.run(call, capture_output=True, check=False).returncode
            cases += 1
            valid = theirs(bag)
            if ours == 1 and valid and not callable(deed) and "manifest-" in paths[deed % len(paths)].name:
                stricter += 1
            elif ours not in (0, 1) or (ours == 0) != valid:
                troubles += 1
                print(f"{name}: verify ends with {ours}, bagit says {valid}")
            shutil.rmtree(bag)
    print(f"{cases} bags, {troubles} troubles, {stricter} times stricter")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
