"""Where code and comments stand in a Markdown text (CommonMark), for those who must skip them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")
_INDENTED = re.compile(r" {4}|\t| {1,3}\t")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_NOT_A_LINE_END = re.compile(r"[^\n]")
_BACKTICKS = re.compile("`+")


def prose_of(body: str) -> Iterator[str]:
    """The paragraphs of a text, each without its code: fenced, indented and in backticks.

    Takes time in proportion to the text, whatever stands in it.
    """
    paragraph: list[str] = []
    for line in lines_of_prose(body):
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield _without_spans("\n".join(paragraph))
            paragraph = []
    if paragraph:
        yield _without_spans("\n".join(paragraph))


def lines_of_prose(body: str) -> Iterator[str]:
    """The lines outside blocks of code; a blank one in the place of each line of code."""
    fence = ""
    in_list = after_blank = False
    may_fence = "```" in body or "~~~" in body
    for line in body.split("\n"):
        found = _FENCE.match(line) if may_fence else None
        is_indented = line[:1] in " \t" and _INDENTED.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
            yield ""
            continue
        elif found:
            fence = found[1]
            yield ""
        elif is_indented and after_blank and not in_list:
            yield ""
            continue
        else:
            yield line
        is_blank = not line.strip()
        if not is_blank and not is_indented:
            # In a list, what is indented goes on with its item.
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and not after_blank)
        after_blank = is_blank


def masked_code(body: str) -> str:
    """The text, of the same length, with U+FFFD in the place of every letter of code."""
    masked: list[str] = []
    paragraph: list[str] = []
    lines = [*zip(body.split("\n"), lines_of_prose(body), strict=True), ("", "")]
    for line, prose in lines:
        if prose.strip():
            paragraph.append(prose)
            continue
        if paragraph:
            masked.append(_masked_spans("\n".join(paragraph)))
            paragraph = []
        masked.append("\ufffd" * len(line))
    return "\n".join(masked[:-1])


def without_comments(body: str) -> str:
    """The text, of the same length and lines, with spaces in the place of HTML comments."""
    if "<!--" not in body:
        return body
    masked = masked_code(body)
    pieces: list[str] = []
    at = 0
    while (start := masked.find("<!--", at)) >= 0 and (end := masked.find("-->", start + 4)) >= 0:
        pieces += [body[at:start], _NOT_A_LINE_END.sub(" ", body[start : end + 3])]
        at = end + 3
    return "".join([*pieces, body[at:]])


def _masked_spans(paragraph: str) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in _spans(paragraph):
        pieces += [paragraph[at:start], "\ufffd" * (end - start)]
        at = end
    return "".join([*pieces, paragraph[at:]])


def _without_spans(paragraph: str) -> str:
    """The paragraph with a space for each span of code: backticks to as many backticks."""
    if "`" not in paragraph:
        return paragraph
    kept = []
    at = 0
    for start, end in _spans(paragraph):
        kept.append(paragraph[at:start])
        at = end
    return " ".join([*kept, paragraph[at:]])


def _spans(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where the spans of code stand."""
    runs = list(_BACKTICKS.finditer(paragraph))
    starts: dict[int, list[int]] = defaultdict(list)
    for run in runs:
        starts[len(run[0])].append(run.start())
    at = 0
    for run in runs:
        if run.start() < at or _is_escaped(paragraph, run.start()):
            continue
        same = starts[len(run[0])]
        after = bisect_right(same, run.start())
        if after < len(same):
            at = same[after] + len(run[0])
            yield run.start(), at


def _is_escaped(text: str, at: int) -> bool:
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1
