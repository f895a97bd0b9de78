"""The language server, asked by pygls, which editors and other servers are tested with.

    python editor.py KHACPHUC CONTENT      over a copy of the shipped content

Every answer goes through the types that lsprotocol makes of the protocol's own model, so that one of another form is an
error.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

AS_OF = ["--as-of", "2023-12-31"]
PATIENCE = 60


async def main(program, content):
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder).resolve()
        shutil.copytree(content, site / "content")
        client = LanguageClient("khacphuc-tests", "1")
        told, news = {}, asyncio.Condition()

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def publish(params):
            async with news:
                told[params.uri] = params
                news.notify_all()

        await client.start_io(program, "lsp", *AS_OF, cwd=site)
        await ask(Editor(client, program, site, told, news))
    print("the language server, asked by pygls: as the protocol has it")


class Editor:
    def __init__(self, client, program, site, told, news):
        self.client, self.program, self.site, self.told, self.news = client, program, site, told, news

    def uri(self, path):
        return (self.site / "content" / path).as_uri()

    def open(self, path, text):
        item = lsp.TextDocumentItem(uri=self.uri(path), language_id="markdown", version=1, text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    def type(self, path, version, start, end, text):
        """Replaces a part, as an editor does that sends what was typed."""
        item = lsp.VersionedTextDocumentIdentifier(uri=self.uri(path), version=version)
        part = lsp.TextDocumentContentChangePartial(range=lsp.Range(start=start, end=end), text=text)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=item, content_changes=[part])
        )

    async def diagnostics(self, path, version):
        uri = self.uri(path)
        is_told = lambda: uri in self.told and self.told[uri].version == version
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(is_told), PATIENCE)
        return self.told[uri].diagnostics

    def at(self, kind, path, position, **more):
        item = lsp.TextDocumentIdentifier(uri=self.uri(path))
        return kind(text_document=item, position=position, **more)


def end_of(text, before):
    """Where `before` ends, in units of UTF-16."""
    at = text.index(before) + len(before)
    line = text.count("\n", 0, at)
    return lsp.Position(line=line, character=len(text[text.rfind("\n", 0, at) + 1 : at].encode("utf-16-le")) // 2)


async def ask(editor):
    client, path = editor.client, "tay-ninh/2023/chi-tieu-nam.md"
    folder = lsp.WorkspaceFolder(uri=editor.site.as_uri(), name="site")
    begun = await client.initialize_async(
        lsp.InitializeParams(process_id=None, capabilities=lsp.ClientCapabilities(), workspace_folders=[folder])
    )
    assert begun.capabilities.position_encoding == lsp.PositionEncodingKind.Utf16, begun
    client.initialized(lsp.InitializedParams())

    saved = (editor.site / "content" / path).read_text()
    # A letter of two units of UTF-16 before everything else.
    text = saved.replace("# Một", "# 𝔸 Một")
    editor.open(path, text)
    await editor.diagnostics(path, 1)
    deadline = end_of(text, "(*hoàn thành trong ")
    stop = lsp.Position(line=deadline.line, character=deadline.character + len("tháng 02/2023"))
    editor.type(path, 2, deadline, stop, "thág 02/2023")
    typed = text.replace("trong tháng 02/2023", "trong thág 02/2023")
    found = await editor.diagnostics(path, 2)
    assert codes(found) == checked(editor, path, typed), found

    hover = await client.text_document_hover_async(
        editor.at(lsp.HoverParams, path, end_of(typed, "(*thực hiện từ"))
    )
    assert "Ngày cuối cùng: 31/12/2023" in hover.contents.value, hover
    offered = await client.text_document_completion_async(
        editor.at(lsp.CompletionParams, path, end_of(typed, "status: "))
    )
    assert [item.label for item in offered.items][:2] == ["open", "not-fixed"], offered
    places = await client.text_document_definition_async(
        editor.at(lsp.DefinitionParams, path, end_of(typed, "from: 2021/doan"))
    )
    assert [place.uri for place in places] == [editor.uri("tay-ninh/2021/doan-ket-tap-hop.md")], places

    name = editor.at(lsp.PrepareRenameParams, path, end_of(typed, "deficiency: "))
    prepared = await client.text_document_prepare_rename_async(name)
    assert prepared.placeholder == "chi-tieu-nam", prepared
    renamed = await client.text_document_rename_async(
        editor.at(lsp.RenameParams, path, end_of(typed, "deficiency: "), new_name="muc-tieu-nam")
    )
    files = {Path(uri).name: len(edits) for uri, edits in renamed.changes.items()}
    assert files == {"chi-tieu-nam.md": files["chi-tieu-nam.md"], "ket-nap-dang.md": 1, "plan.md": 3}, files

    slip = end_of(typed, "Lập kế hoạch thực hiện ")
    editor.type(path, 3, slip, lsp.Position(line=slip.line, character=slip.character + 1), "Ð")
    await editor.diagnostics(path, 3)
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(
            text_document=lsp.TextDocumentIdentifier(uri=editor.uri(path)),
            range=lsp.Range(start=slip, end=slip),
            context=lsp.CodeActionContext(diagnostics=[]),
        )
    )
    kinds = [str(action.kind.value if hasattr(action.kind, "value") else action.kind) for action in actions]
    assert kinds == ["quickfix", "source.fixAll.khacphuc"], kinds
    (edit,) = actions[0].edit.changes[editor.uri(path)]
    assert edit.range.start.line == slip.line and "Đề án" in edit.new_text, edit

    await client.shutdown_async(None)
    client.exit(None)
    status = await asyncio.wait_for(client._server.wait(), PATIENCE)
    assert status == 0, status


def codes(found):
    return sorted((item.code, item.range.start.line) for item in found)


def checked(editor, path, text):
    """What the command line says of a file with this text: codes and lines."""
    file = editor.site / "content" / path
    saved = file.read_bytes()
    file.write_text(text)
    call = [editor.program, "check", "--format", "json", *AS_OF]
    report = json.loads(subprocess.run(call, cwd=editor.site, capture_output=True, check=False).stdout)
    file.write_bytes(saved)
    here = [found for found in report["findings"] if found["at"]["path"] == f"content/{path}"]
    return sorted((found["code"], found["at"]["start"]["line"] - 1) for found in here)


if __name__ == "__main__":
    asyncio.run(main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])))
