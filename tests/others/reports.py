"""Reports of `khacphuc check` for programs, and lists, judged by the published schemas of their formats.

    python reports.py KHACPHUC SARIF_SCHEMA      over the site of each document in tests/mistakes
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

MISTAKES = Path(__file__).parents[1] / "mistakes"
BLOCK = re.compile(r"^~~~~ (\S+) ?(.*?)\n(.*?)^~~~~$", re.M | re.S)
ARGS = re.compile(r"^args: (.*)$", re.M)

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

# https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {"start": POSITION, "end": POSITION},
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE},
                        },
                    },
                },
            },
        },
    },
}

# A command as the runner of GitHub reads it: https://docs.github.com/actions/reference/workflow-commands
COMMAND = re.compile(r"^::(error|warning|notice) ((?:[A-Za-z]+=[^,:\n]*,?)+)::(.*)$")


def site(document, folder):
    for kind, rest, text in BLOCK.findall(document):
        path, *marks = rest.split() if rest else [""]
        if kind == "file":
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            data = text.encode()
            if "bytes" in marks:
                data = re.sub(rb"\\x(..)", lambda found: bytes.fromhex(found[1].decode()), data)
            file.write_bytes(data)
        elif kind == "link":
            link = folder / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(text.strip())


def main(program, schema):
    program = Path(program).resolve()
    published = json.loads(Path(schema).read_text("utf-8"))
    judges = {
        "sarif": jsonschema.validators.validator_for(published)(published),
        "gitlab": jsonschema.Draft202012Validator(GITLAB),
        "rdjson": jsonschema.Draft202012Validator(RDJSON),
    }
    own = subprocess.run([program, "check", "--format", "schema"], capture_output=True, check=True)
    judges["json"] = jsonschema.Draft202012Validator(json.loads(own.stdout))
    # A judge that accepts anything is none.
    assert all(list(judge.iter_errors({"version": "2.1.0"})) for judge in judges.values())
    troubles, checked, found = [], 0, 0
    for document in sorted(MISTAKES.glob("*.md")):
        text = document.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            site(text, Path(folder))
            args = " ".join(ARGS.findall(text)).split()
            call = [program, "check", "--as-of", "2023-12-31", "--language", "en", *args, "--format"]

            def run(format):
                return subprocess.run([*call, format], cwd=folder, capture_output=True, text=True).stdout

            for format, judge in judges.items():
                report = json.loads(run(format))
                for error in judge.iter_errors(report):
                    troubles.append(f"{document.stem}: {format}: {error.json_path}: {error.message}")
                checked += 1
            found += len(report["findings"])
            for line in run("github").splitlines():
                if not COMMAND.match(line):
                    troubles.append(f"{document.stem}: github: {line}")
    # Lists have a schema, too.
    schema = subprocess.run([program, "list", "--format", "schema"], capture_output=True, check=True).stdout
    judge = jsonschema.Draft202012Validator(json.loads(schema))
    for what in ["deficiencies", "measures", "deadlines", "reports"]:
        call = [program, "list", what, "--edition", "internal", "--as-of", "2023-12-31", "--format", "json"]
        listed = json.loads(subprocess.run(call, cwd=MISTAKES.parents[1], capture_output=True, check=True).stdout)
        troubles += [f"list {what}: {error.json_path}: {error.message}" for error in judge.iter_errors(listed)]
        checked += 1
    print("\n".join(troubles))
    print(f"{checked} reports with {found} findings checked, {len(troubles)} troubles")
    return bool(troubles) or found == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
