#!/usr/bin/env python3
"""How soon an editor is answered: python3 tests/speed/lsp.py [--records 10000] [--asks 50] [--dir /dev/shm/…]

Edits records of a generated corpus in the language server, with a client of its own. Measures each kind of answer from
the question to its last byte, and diagnostics from a change of the text to what is told of it. Prints the median, the
95th percentile and the maximum in milliseconds. An answer without content is an error.
"""

import json
import random
import re
import subprocess
import sys
import time

import generated
from generated import AS_OF, TARGET
from serve import report

WORDS = "\n## Giải pháp\n\n- Việc mới @ (*trước ngày 10/5/2023*)\n"


def main():
    options = arguments()
    site = generated.site(options, "lsp")
    begin = time.perf_counter()
    editor = Editor(site)
    record = generated.records(site)[0]
    editor.open(record, record.read_text())
    editor.told(record)
    print(f"{options.records} records, {options.asks} questions; the first diagnostics after {time.perf_counter() - begin:.1f} s")
    measure(editor, generated.records(site), options)
    editor.leave()


def arguments():
    parser = generated.arguments("How soon an editor is answered")
    parser.add_argument("--asks", type=int, default=50, help="of each kind")
    return parser.parse_args()


class Editor:
    def __init__(self, site):
        call = [TARGET / "khacphuc", "lsp", "--as-of", AS_OF]
        self.process = subprocess.Popen(call, cwd=site, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.next, self.versions = 0, {}
        self.ask("initialize", {"processId": None, "rootUri": site.resolve().as_uri(), "capabilities": {}})
        self.tell("initialized", {})

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()

    def read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.next += 1
        self.send({"id": self.next, "method": method, "params": params})
        while (answer := self.read()).get("id") != self.next:
            pass
        if "error" in answer:
            sys.exit(f"{method}: {answer['error']}")
        return answer["result"]

    def open(self, file, text):
        self.versions[file] = 1
        item = {"uri": file.resolve().as_uri(), "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, file, text):
        self.versions[file] += 1
        item = {"uri": file.resolve().as_uri(), "version": self.versions[file]}
        self.tell("textDocument/didChange", {"textDocument": item, "contentChanges": [{"text": text}]})

    def told(self, file):
        while True:
            params = self.read().get("params", {})
            if params.get("uri") == file.resolve().as_uri() and params.get("version") == self.versions[file]:
                return params["diagnostics"]

    def at(self, method, file, text, before, **more):
        start = text.index(before) + len(before)
        line = text.count("\n", 0, start)
        character = len(text[text.rfind("\n", 0, start) + 1 : start].encode("utf-16-le")) // 2
        place = {"textDocument": {"uri": file.resolve().as_uri()}, "position": {"line": line, "character": character}}
        begin = time.perf_counter()
        answer = self.ask(f"textDocument/{method}", place | more)
        return time.perf_counter() - begin, answer

    def leave(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        if self.process.wait() != 0:
            sys.exit("the server did not end well")


def measure(editor, records, options):
    chance = random.Random(1)
    times = {}
    for _ in range(options.asks):
        record = chance.choice(records)
        saved = record.read_text()
        name = re.search(r"^deficiency: (\S+)", saved, re.MULTILINE).group(1)
        editor.open(record, saved)
        editor.told(record)
        text = saved.replace("\n---\n", "\ncarries:\n  - {from: 20, as: split}\nplan: 1\n---\n", 1) + WORDS
        begin = time.perf_counter()
        editor.change(record, text)
        # While the content is looked at again, all of these are answered from what was found before.
        kinds = {
            "hover: a deadline": ("hover", "(*trước"),
            "hover: a deficiency": ("hover", f"deficiency: {name}"),
            "completion: a record": ("completion", "from: 20"),
            "completion: a number": ("completion", "plan: 1"),
            "completion: a key": ("completion", "\nplan"),
            "completion: @unit": ("completion", "Việc mới @"),
            "definition: a lineage": ("definition", f"deficiency: {name}"),
            "prepareRename": ("prepareRename", f"deficiency: {name}"),
        }
        for kind, (method, before) in kinds.items():
            seconds, answer = editor.at(method, record, text, before)
            if answer is None:
                sys.exit(f"{kind}: no answer in {record}")
            times.setdefault(kind, []).append(seconds)
        editor.told(record)
        times.setdefault("diagnostics", []).append(time.perf_counter() - begin)
        editor.change(record, saved)
        editor.told(record)
        # No change is waited for: this is what the answer itself takes.
        seconds, _ = editor.at("rename", record, saved, f"deficiency: {name}", newName="ten-moi-cua-mot-khuyet-diem")
        times.setdefault("rename", []).append(seconds)
        seconds = actions(editor, record, saved)
        times.setdefault("code actions: none", []).append(seconds)
        slip = saved.replace("đ", "ð", 1)
        editor.change(record, slip)
        editor.told(record)
        times.setdefault("code actions: a fix", []).append(actions(editor, record, slip))
        editor.tell("textDocument/didClose", {"textDocument": {"uri": record.resolve().as_uri()}})
    print(f"{'ms':22}{'p50':>8}{'p95':>8}{'max':>8}")
    for kind, seconds in times.items():
        report(kind, seconds)


def actions(editor, record, text):
    end = {"line": text.count("\n"), "character": 0}
    whole = {"start": {"line": 0, "character": 0}, "end": end}
    asked = {"textDocument": {"uri": record.resolve().as_uri()}, "range": whole, "context": {"diagnostics": []}}
    begin = time.perf_counter()
    editor.ask("textDocument/codeAction", asked)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
