"""Each format comes with its links, files, tags and dates."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import md5
from typing import Any

from tests.webui.notebook.exchange.conftest import make_tar, make_zip, source_of
from webui.notebook import Notebook
from webui.notebook.importers.imports import Report

Bring = Callable[..., Report]
Body = Callable[[str], str]


def test_an_obsidian_vault(bring_in: Bring, body_of: Body, notebook: Notebook) -> None:
    note = (
        "---\naliases: [Jenny]\ntags: [bird]\n---\n"
        "> [!note] Callout\n> See [[Deep/Heron#Legs|the heron]], [[Nowhere]] and "
        "[a](<Deep/Heron.md>).\n\n"
        "![[photo.png|300]] ![[Heron]] [[plan.pdf]] ![x](../assets/photo.png)\n\n"
        "A block. ^block1 <!-- ask\nAda -->\n\n`[[Heron]]`\n\n```\n[[Heron]]\n```\n"
    )
    report = bring_in(
        {
            "V/.obsidian/app.json": "{}",
            "V/Birds/Wren.md": note,
            "V/Deep/Heron.md": "tall [[Jenny]] [[Birds/Wren#^block1]]",
            "V/assets/photo.png": b"png",
            "V/plan.pdf": b"%PDF",
        }
    )
    assert (report.format, report.made, report.files) == ("Obsidian", 2, 2)
    wren, heron = body_of("birds/wren"), body_of("deep/heron")
    assert wren.startswith("---\naliases: [Jenny]\ntags: [bird]\n---\n> [!note] Callout\n")
    assert "[[Deep/Heron#Legs|the heron]], [[Nowhere]] and [[Deep/Heron|a]]" in wren
    photo, plan = (notebook.files.named(name) for name in ("photo.png", "plan.pdf"))
    assert photo
    assert plan
    assert f"![photo.png](/files/{photo.id}/photo.png) ![[Deep/Heron]]" in wren
    assert f"[plan.pdf](/files/{plan.id}/plan.pdf) ![x](/files/{photo.id}/photo.png)" in wren
    assert "`[[Heron]]`\n\n```\n[[Heron]]\n```" in wren
    assert "A block. ^block1 <!-- ask\nAda -->\n" in wren
    assert "[[Birds/Wren#^block1]]" in heron
    assert notebook.pages.find("jenny").slug == "birds/wren"
    assert [each.title for each in notebook.tags.pages("bird")] == ["Birds/Wren"]


def test_notion(bring_in: Bring, body_of: Body, notebook: Notebook) -> None:
    one, two, three = ("0" * 31 + digit for digit in "123")
    files: dict[str, str | bytes] = {
        f"Export/Home {one}.md": f"# Home\n\n[Plan](Home%20{one}/Plan%20{two}.md) "
        f"![p](Home%20{one}/pic.png)\n",
        f"Export/Home {one}/Plan {two}.md": "# Plan\n\nDo it.\n",
        f"Export/Home {one}/pic.png": b"png",
        f"Export/Tasks {three}.csv": "Name,Done\nWash | dry,Yes\n",
        f"Export/Tasks {three}_all.csv": "Name,Done\nWash | dry,Yes\nRead,No\n",
    }
    report = bring_in({"Part-1.zip": make_zip(files)})
    assert (report.format, report.made, report.files) == ("Notion", 3, 1)
    assert "[[Home/Plan|Plan]]" in body_of("home")
    assert "![p](/files/" in body_of("home")
    assert body_of("home/plan") == "Do it.\n"
    assert "| Wash \\| dry | Yes |\n| Read | No |" in body_of("tasks")
    moved = {path.replace("Plan", "Plans"): content for path, content in files.items()}
    again = bring_in({"Part-1.zip": make_zip(moved)})
    assert again.made == 0, "a page is known by its number, whatever it is called"


def test_a_row_of_a_database_of_notion_brings_its_columns_as_properties(
    bring_in: Bring, body_of: Body, notebook: Notebook
) -> None:
    one, two, three = ("0" * 31 + digit for digit in "123")
    row = (
        "# Run\n\nFull date: August 6, 2025 6:21 PM\nDue: May 1, 2026\nDone: No\nMiles: 3.5\n"
        f"Tags: to do, later\nNote: a: b\nWith: Plan (../Plan%20{two}.md)\n\nNote: stays\n"
    )
    bring_in(
        {
            f"E/Habits {one}.csv": "Name,Done\nRun,No\n",
            f"E/Habits {one}_all.csv": "\ufeffName,Done,Full date,Due,Miles,Tags,Note,With\nRun\n",
            f"E/Habits {one}/Run {three}.md": row,
            f"E/Plan {two}.md": "# Plan\n\nDone: by then\n",
        }
    )
    assert body_of("habits/run") == (
        '---\nFull date: 2025-08-06 18:21\nDue: 2026-05-01\nDone: "No"\nMiles: 3.5\n'
        'Tags: ["to do", "later"]\nNote: "a: b"\n---\n- With: [[Plan]]\n\nNote: stays\n'
    )
    assert [tag for tag, _ in notebook.tags.all()] == ["later", "to-do"]
    assert body_of("plan") == "Done: by then\n", "which is no row"


def test_logseq(bring_in: Bring, body_of: Body, notebook: Notebook) -> None:
    block = "12345678-1234-1234-1234-123456789abc"
    report = bring_in(
        {
            "G/logseq/config.edn": "{}",
            "G/pages/Birds___Wren.md": "alias:: Jenny\ntags:: bird, small\n\n"
            f"- A wren [[Heron]]\n  id:: {block}\n- TODO feed\n- DONE look\n"
            "- ![i](../assets/i.png)\n",
            "G/pages/Heron.md": f"- see (({block})) #[[tall bird]]\n- {{{{embed [[Jenny]]}}}}\n",
            "G/journals/2026_03_01.md": "- a day\n  collapsed:: true\n",
            "G/assets/i.png": b"png",
        }
    )
    assert (report.format, report.made) == ("Logseq", 3)
    wren = body_of("birds/wren")
    assert wren.startswith('---\naliases: ["Jenny"]\ntags: ["bird", "small"]\n---\n')
    assert "- [ ] feed\n- [x] look" in wren
    assert block not in wren
    assert "![i](/files/" in wren
    assert "see [[Birds/Wren|A wren Heron]] #tall-bird" in body_of("heron")
    assert body_of("journal/2026-03-01") == "- a day\n"
    assert notebook.pages.find("jenny").slug == "birds/wren"


def joplin(item: str, title: str, body: str = "", **facts: str) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in {"id": item, **facts}.items())
    return f"{title}\n\n{body}\n\n{lines}" if body else f"{title}\n\n{lines}"


def test_joplin_as_jex_and_raw(notebook: Notebook, body_of: Body) -> None:
    folder, one, two, picture, tag, secret = (digit * 32 for digit in "123456")
    files: dict[str, str | bytes] = {
        f"{folder}.md": joplin(folder, "Work", type_="2"),
        f"{one}.md": joplin(
            one, "Plan", f"See [two](:/{two})\n\n![p](:/{picture}) <img src=\":/{picture}\"/>",
            parent_id=folder, type_="1", created_time="2020-01-02T03:04:05.000Z",
            updated_time="2021-01-02T03:04:05.000Z",
        ),
        f"{two}.md": joplin(two, "Two", "text", parent_id="", type_="1", is_todo="1"),
        f"{picture}.md": joplin(picture, "p.png", type_="4", file_extension="png"),
        f"resources/{picture}.png": b"png",
        f"{tag}.md": joplin(tag, "idea", type_="5"),
        "7" * 32 + ".md": joplin("7" * 32, "", type_="6", note_id=one, tag_id=tag),
        f"{secret}.md": joplin(secret, "", type_="1", encryption_applied="1"),
    }  # fmt: skip
    source = source_of(make_tar(files), "export.jex")
    report = notebook.imports.run(notebook.imports.preview(source))
    assert (report.format, report.made, report.files) == ("Joplin", 2, 1)
    assert "encrypted" in report.problems[0].why
    plan = body_of("work/plan")
    assert plan.startswith('---\ntags: ["idea"]\n---\nSee [[Two|two]]\n\n![p](/files/')
    assert ":/" not in plan
    assert body_of("two") == "- [ ] Two\n\ntext"
    assert notebook.pages.find("work/plan").created_at.year == 2020
    raw = notebook.imports.run(notebook.imports.preview(source_of(make_zip(files))))
    assert (raw.made, raw.unchanged) == (0, 2), "JEX and RAW are the same notes"


def test_evernote(notebook: Notebook, body_of: Body) -> None:
    data = b"png bytes"
    digest = md5(data, usedforsecurity=False).hexdigest()
    enex = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export><note><title>Wren</title><content><![CDATA[<?xml version="1.0"?>
<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">
<en-note><div>A <b>small</b>&nbsp;bird</div><div><en-todo checked="true"/>feed</div>
<ul><li>one_two</li></ul><en-media hash="{digest}" type="image/png"/>
<en-crypt>secret==</en-crypt><script>alert(1)</script></en-note>]]></content>
<created>20200102T030405Z</created><tag>bird</tag>
<resource><data encoding="base64">{b64encode(data).decode()}</data><mime>image/png</mime>
<resource-attributes><file-name>w.png</file-name></resource-attributes></resource></note>
</en-export>"""
    source = source_of(enex.encode(), "Nature.enex")
    report = notebook.imports.run(notebook.imports.preview(source))
    assert (report.format, report.made, report.files) == ("Evernote", 1, 1)
    assert "encrypted" in report.problems[0].why
    body = body_of("nature/wren")
    assert body.startswith('---\ntags: ["bird"]\n---\n')
    assert "**small**" in body
    assert "- [x] feed" in body
    assert "![w.png](/files/" in body
    assert "alert" not in body
    assert "secret" not in body
    assert notebook.pages.find("nature/wren").created_at.year == 2020
    again = notebook.imports.run(notebook.imports.preview(source))
    assert (again.made, again.unchanged, again.files) == (0, 1, 0)


def test_evernote_as_its_tenth_version_writes_it(bring_in: Bring, body_of: Body) -> None:
    wren = """<ul style="--en-todo:true;"><li style="--en-checked:false;"><div>nest</div></li>
<ul style="--en-todo:true;"><li style="--en-checked:true;"><div>moss</div></li></ul></ul>
<div style="--en-codeblock:true;padding: 8px"><div>one &lt; two</div><div>  three</div></div>
<div style="--en-task-group:true; --en-id:b-1;"><div>Content not supported</div></div>
<div><a href="evernote:///view/1/s1/2/2/">Heron</a> and
<a href="evernote:///view/1/s1/3/3/">Twice</a></div>"""
    task = """<task><title>{0}</title><taskStatus>{1}</taskStatus><sortWeight>{2}</sortWeight>
<taskGroupNoteLevelID>b-1</taskGroupNoteLevelID></task>"""
    tasks = task.format("second", "completed", "Q") + task.format("first", "open", "C")
    note = "<note><title>{0}</title><content><![CDATA[<en-note>{1}</en-note>]]></content>{2}</note>"
    others = [note.format(title, "x", "") for title in ("Heron", "Twice", "Twice")]
    enex = f"<en-export>{note.format('Wren', wren, tasks)}{''.join(others)}</en-export>"
    bring_in({"Birds.enex": enex})
    assert body_of("birds/wren") == (
        "- [ ] nest\n  - [x] moss\n\n```\none < two\n  three\n```\n\n"
        "- [ ] first\n- [x] second\n\n"
        "[[Birds/Heron|Heron]] and\n[Twice](evernote:///view/1/s1/3/3/)\n"
    )


def test_trilium(bring_in: Bring, body_of: Body) -> None:
    meta = {
        "files": [
            {
                "noteId": "root1", "title": "Birds", "type": "text", "format": "html",
                "dataFileName": "Birds.html", "dirFileName": "Birds",
                "attributes": [{"type": "label", "name": "nature", "value": ""}],
                "attachments": [{"title": "p.png", "dataFileName": "Birds_p.png"}],
                "children": [
                    {"noteId": "c1", "title": "Wren", "type": "text", "format": "html",
                     "dataFileName": "Wren.html"},
                    {"noteId": "c2", "title": "script.js", "type": "code",
                     "dataFileName": "script.js"},
                ],
            }
        ]
    }  # fmt: skip
    report = bring_in(
        {
            "!!!meta.json": json.dumps(meta),
            "Birds.html": '<h2>Small</h2><a href="Birds/Wren.html">w</a><img src="Birds_p.png">',
            "Birds/Wren.html": '<h1 data-trilium-h1="">Wren</h1><p>tiny'
            '<a href="https://x.org/#n">[31]</a> <span class="math-tex">\\(a_1\\)</span></p>'
            '<p><span class="math-tex">\\[b\\]</span></p>',
            "Birds/script.js": "let a = 1",
            "Birds_p.png": b"png",
        }
    )
    assert (report.format, report.made, report.files) == ("Trilium", 3, 1)
    birds = body_of("birds")
    assert birds.startswith('---\ntags: ["nature"]\n---\n## Small')
    assert "[[Birds/Wren|w]]" in birds
    assert "](/files/" in birds
    assert body_of("birds/wren") == "tiny[\\[31\\]](https://x.org/#n) $a_1$\n\n$$\nb\n$$\n"
    assert body_of("birds/script-js") == "```\nlet a = 1\n```\n"


def test_standard_notes(bring_in: Bring, body_of: Body) -> None:
    superb = {
        "root": {
            "children": [
                {"type": "heading", "tag": "h2", "children": [{"text": "Head"}]},
                {"type": "paragraph", "children": [{"text": "words"}]},
                {"type": "list", "listType": "check", "children": [
                    {"checked": True, "children": [{"text": "done"}]}]},
            ]
        }
    }  # fmt: skip
    items = [
        {"uuid": "n1", "content_type": "Note", "content": {"title": "One", "text": "text"},
         "created_at": "2020-01-02T03:04:05.000Z"},
        {"uuid": "n2", "content_type": "Note",
         "content": {"title": "Two", "text": json.dumps(superb), "noteType": "super"}},
        {"uuid": "n3", "content_type": "Note", "content": "004:gibberish"},
        {"uuid": "t1", "content_type": "Tag", "content": {
            "title": "idea", "references": [{"uuid": "n1", "content_type": "Note"}]}},
    ]  # fmt: skip
    name = "Standard Notes Backup and Import File.txt"
    report = bring_in({name: json.dumps({"items": items})})
    assert (report.format, report.made) == ("Standard Notes", 2)
    assert body_of("one") == '---\ntags: ["idea"]\n---\ntext'
    assert body_of("two") == "## Head\n\nwords\n\n- [x] done\n"
    assert any("Encrypted notes were left out: 1." in problem.why for problem in report.problems)


def test_standard_notes_of_other_editors_and_tags_in_tags(bring_in: Bring, body_of: Body) -> None:
    def note(uuid: str, title: str, text: str, **more: str) -> dict[str, Any]:
        content = {"title": title, "text": text, **more}
        return {"uuid": uuid, "content_type": "Note", "content": content}

    def tag(uuid: str, title: str, *references: tuple[str, str]) -> dict[str, Any]:
        led = [{"uuid": to, "content_type": kind} for kind, to in references]
        return {
            "uuid": uuid, "content_type": "Tag", "content": {"title": title, "references": led}
        }  # fmt: skip

    items = [
        note("n1", "Rich ", '<p dir="auto">The <b>bold</b> ones</p><ul><li>one</li></ul>'),
        note("n2", "Snippet", "a = `b`\n# no heading\n", noteType="code"),
        note("n3", "Older snippet", "```\nx\n```"),
        note("n4", "Words", "a < b and <p> is a tag"),
        {"uuid": "c1", "content_type": "SN|Component", "content": {
            "name": "Code Editor", "associatedItemIds": ["n3"]}},
        tag("t1", "food.recipes", ("Note", "n1")),
        tag("t3", "leaf", ("Note", "n4"), ("Tag", "t2")),
        tag("t2", "tree", ("Tag", "t3")),
    ]  # fmt: skip
    name = "Standard Notes Backup and Import File.txt"
    report = bring_in({name: json.dumps({"items": items})})
    assert report.renamed == (), "a space at the end is no other name"
    assert body_of("rich") == '---\ntags: ["food/recipes"]\n---\nThe **bold** ones\n\n- one\n'
    assert body_of("snippet") == "```\na = `b`\n# no heading\n```\n"
    assert body_of("older-snippet") == "````\n```\nx\n```\n````\n"
    assert body_of("words").endswith("a < b and <p> is a tag")
    assert '["leaf/tree/leaf"]' in body_of("words"), "a circle of tags ends"


def test_html_and_plain_text(bring_in: Bring, body_of: Body) -> None:
    report = bring_in(
        {
            "S/One.html": '<title>First page</title><h1>One</h1><a href="sub/two.htm">t</a>'
            '<img src="p.png" alt="pic"><a href="https://example.org">out</a>',
            "S/sub/two.htm": "<p>two</p>",
            "S/p.png": b"png",
            "S/style.css": "body {}",
        }
    )
    assert (report.format, report.made, report.files) == ("HTML", 2, 1)
    first = body_of("first-page")
    assert "[[sub/two|t]]![pic](/files/" in first.replace("\n", "")
    assert "[out](https://example.org)" in first
    assert bring_in({"T/note.txt": "plain *words*"}).format == "Markdown"
    assert body_of("note") == "plain *words*"


def test_bytes_that_are_no_text_come_as_far_as_they_can_be_read(
    bring_in: Bring, body_of: Body
) -> None:
    broken = "Größe 日記 ".encode() + b"\xff and \xc3"
    report = bring_in({"T/a.md": broken, "T/CON.md": "con", "T/b.txt": b"\xed\xa0\x80\x00 half"})
    assert (report.made, report.problems) == (3, ())
    assert body_of("a") == "Größe 日記 \ufffd and \ufffd"
    assert body_of("con") == "con"
    assert body_of("b").endswith("\ufffd half")


def test_a_text_of_old_windows_and_one_in_utf16_are_read(bring_in: Bring, body_of: Body) -> None:
    bring_in({"T/old.txt": "Größe".encode("cp1252"), "T/new.txt": "Größe".encode("utf-16")})
    assert body_of("old") == body_of("new") == "Größe"
