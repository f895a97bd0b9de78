"""Reads the PDFs of built sites with programs that are not ours, and compares them with their pages.

    python pdf.py FOLDER…          each a site, or a folder of sites

poppler reads what the tags say, in their order; pikepdf what PDF/A-2a asks for; pypdf the text once more; outloud judges
PDF/UA-1. veraPDF, which judges both standards whole, is in no registry of packages.
"""

import json
import subprocess
import sys
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdf

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# What a page shows on a screen only, and the arrows that lead back from footnotes.
UNSEEN = {"screen", "vh", "back"}
# outloud 0.2 takes the last row under a cell of several rows, at the end of a row, for one that is too short.
WRONG_RULES = "TBL-004"


class Words(HTMLParser):
    """The words of the main part of a page as they are printed, with the numbers of lists."""

    def __init__(self):
        super().__init__()
        self.title, self.main, self.language = "", "", None
        self.open, self.numbers = [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = set((attributes.get("class") or "").split())
        if tag == "html" or (self.is_main() and tag == "article"):
            self.language = attributes.get("lang", self.language)
        if tag in ("ol", "ul"):
            is_numbered = tag == "ol" and "story" not in classes
            self.numbers.append(int(attributes.get("start", 1)) if is_numbered else None)
        if tag == "li" and self.is_main() and self.numbers[-1] is not None:
            self.main += f" {self.numbers[-1]} "
            self.numbers[-1] += 1
        if tag == "img":
            self.main += attributes.get("alt") or ""
        if tag not in VOID:
            self.open.append((tag, bool(classes & UNSEEN) or tag in ("svg", "script", "style")))

    def handle_endtag(self, tag):
        if tag in ("ol", "ul"):
            self.numbers.pop()
        if tag not in VOID:
            assert self.open.pop()[0] == tag, f"</{tag}>"

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "title":
            self.title += data
        if self.is_main():
            self.main += data

    def is_main(self):
        return any(tag == "main" for tag, _ in self.open) and not any(unseen for _, unseen in self.open)


def letters(text):
    """A text without what typesetting may change: spaces, marks, the case of letters."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text).lower() if letter.isalnum())


def told(pdf):
    """What the tags say, in their order."""
    run = subprocess.run(["pdfinfo", "-enc", "UTF-8", "-struct-text", pdf], capture_output=True, check=True, timeout=60)
    lines = (line.strip() for line in run.stdout.decode("utf-8", "replace").splitlines())
    return "".join(line[1:-1] for line in lines if line.startswith('"') and line.endswith('"'))


def fonts(pdf):
    """All fonts, each with its descriptor."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            below = thing.get("/DescendantFonts")
            yield thing, (below[0] if below else thing).get("/FontDescriptor")


def archive(path, words, day):
    """What PDF/A-2a asks for, as far as it can be said in a few lines."""
    with pikepdf.open(path) as pdf:
        root, info = pdf.Root, pdf.open_metadata()
        yield "PDF/A-2a", (info.get("pdfaid:part"), info.get("pdfaid:conformance")) == ("2", "A")
        yield "PDF/UA-1", info.get("pdfuaid:part") == "1"
        yield "title", info.get("dc:title") == words.title == str(pdf.docinfo.get("/Title"))
        yield "language", str(root.get("/Lang")) == words.language
        yield "day", info.get("xmp:CreateDate", "")[:10] == day
        yield "tagged", root.MarkInfo.Marked and root.StructTreeRoot is not None
        yield "title is shown", bool(root.ViewerPreferences.DisplayDocTitle)
        intents = [intent for intent in root.get("/OutputIntents", []) if intent.S == "/GTS_PDFA1"]
        yield "colours", len(intents) == 1 and len(intents[0].DestOutputProfile.read_bytes()) > 100
        yield "open to all", not pdf.is_encrypted and "/Encrypt" not in pdf.trailer
        yield "no programs, no files", not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
        yield "nothing beside it", "/EmbeddedFiles" not in root.get("/Names", {}) and "/AF" not in root
        used = list(fonts(pdf))
        yield "fonts", bool(used)
        for font, descriptor in used:
            is_part = "/ToUnicode" not in font and "/DescendantFonts" not in font
            embedded = descriptor is not None and any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
            yield f"font {font.get('/BaseFont')}", embedded and (is_part or "/ToUnicode" in font)


def judge(page, day):
    """What is wrong with the PDF of a page."""
    path, words = page.with_suffix(".pdf"), Words()
    words.feed(page.read_text("utf-8"))
    words.title = " ".join(words.title.split())
    expected, found = letters(words.main), letters(told(path))
    if expected != found:
        at = next((at for at, (a, b) in enumerate(zip(expected, found)) if a != b), min(len(expected), len(found)))
        yield f"the tags say …{found[max(0, at - 30):at + 40]}… and not …{expected[max(0, at - 30):at + 40]}…"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    lost = Counter(expected) - Counter(letters(text))
    if lost:
        yield f"pypdf does not find {dict(lost)}"
    yield from (f"not so: {what}" for what, holds in archive(path, words, day) if not holds)


def accessible(paths):
    """What outloud finds against PDF/UA-1."""
    outloud = Path(sys.executable).with_name("outloud")
    call = [outloud, "--layer", "conformance", "--skip", WRONG_RULES, "--json", "-", "--fail-on", "never", "-q", *paths]
    run = subprocess.run(call, capture_output=True, timeout=600)
    results = json.loads(run.stdout)["results"]
    if len(results) != len(paths):
        yield f"outloud read {len(results)} of {len(paths)} files: {run.stderr.decode()}"
    for result in results:
        if result["error"]:
            yield f"{result['path']}: {result['error']}"
        for finding in result["findings"]:
            if finding["severity"] != "info":
                yield f"{result['path']}: {finding['rule']} {finding['message']}"


def main():
    ledgers = (ledger for folder in sys.argv[1:] for ledger in Path(folder).rglob("data/ledger.json"))
    troubles, pdfs = [], []
    for ledger in sorted(ledgers):
        day = json.loads(ledger.read_text("utf-8"))["as_of"]
        for pdf in sorted(ledger.parent.parent.rglob("*.pdf")):
            page = pdf.with_suffix(".html")
            if page.is_file():
                pdfs.append(pdf)
                troubles += [f"{pdf}: {trouble}" for trouble in judge(page, day)]
    troubles += accessible(pdfs)
    print("\n".join([*troubles, f"{len(pdfs)} PDFs were read, {len(troubles)} troubles"]))
    sys.exit(bool(troubles) or not pdfs)


main()
