"""What is written looks as it will be read; only where one is at, Markdown shows its marks."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, new_page, wait_until_saved, write_page

SAMPLE = """\
The first paragraph has *emphasis*, **strong words**, `code`, a [link](https://example.org/) and
a link to [[Other page|another page]], and is long enough to wrap over several lines of the page.

## A second heading

Text right below the heading.
A line after a line break.

- one item with *words*
- two items
  - nested deeper, with a text that is long enough to wrap around the end of the line in the page
- three

1. first
2. second

- [ ] an open task
- [x] a task that is done

### Third heading

> A quote of somebody, long enough to wrap over lines when the measure is not so wide as that.
>
> And its second paragraph.

```python
def greet(name: str) -> str:
    return f"Hello {name}"
```

| Name | City |
| --- | --- |
| Ada *L.* | London |

---

# First heading

The end."""

CODE = """\
@cached
class Cat(Animal):
    def __init__(self, lives: int = 9) -> None:
        # none is lost yet
        said = print("purr", lives, None) or lives
        raise ValueError"""

# Each word of the code with its colour.
_COLOURS = """(selector) => [...document.querySelectorAll(selector)].flatMap((block) => {
  const words = [], walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (const word of walk.currentNode.textContent.match(/\\w+/g) ?? []) {
      words.push([word, getComputedStyle(walk.currentNode.parentElement).color]);
    }
  }
  return words })"""

# Where each block of the page begins, by what is written in it.
_READ = """() => [...document.querySelectorAll("article > *")].map((block) => {
  const range = document.createRange(); range.selectNodeContents(block);
  const top = [...range.getClientRects()].find((box) => box.width > 0)?.top;
  return [block.textContent.trim().split(/\\s+/).slice(0, 2).join(" "), top + scrollY] })"""
_WRITTEN = """() => [...document.querySelectorAll(".cm-content > *")].map((line) => {
  const range = document.createRange(); range.selectNodeContents(line);
  const top = [...range.getClientRects()].find((box) => box.width > 0)?.top;
  return [line.textContent.trim().split(/\\s+/).slice(0, 2).join(" "), top + scrollY] })"""


@pytest.fixture
def sample(page: Page, request: pytest.FixtureRequest) -> Page:
    new_page(page, f"Sample {request.function.__name__}")
    page.set_viewport_size({"width": 1180, "height": 1700})
    page.locator(".cm-content").fill(SAMPLE)
    page.keyboard.press("Control+End")
    wait_until_saved(page)
    return page


def test_reading_and_writing_agree_in_where_everything_stands(sample: Page) -> None:
    expect(sample.locator(".cm-content .code-keyword").first).to_be_visible()
    written: dict[str, float] = dict(sample.evaluate(_WRITTEN))
    sample.keyboard.press("Escape")
    expect(sample.locator("article")).to_be_visible()
    read: list[Any] = [each for each in sample.evaluate(_READ) if each[0]]
    assert len(read) > 10
    for words, top in read:
        start = next((key for key in written if words.startswith(key) or key == words), None)
        if start:
            assert abs(written[start] - top) < 3, (words, written[start], top)


def test_code_has_the_same_colours_while_it_is_read_and_written(page: Page) -> None:
    new_page(page, "Colours")
    page.locator(".cm-content").fill(f"```python\n{CODE}\n```\n\nThe end")
    page.keyboard.press("Control+End")
    expect(page.locator(".cm-content .code-value").first).to_be_visible()
    wait_until_saved(page)
    written = page.evaluate(_COLOURS, ".cm-line")
    page.keyboard.press("Escape")
    expect(page.locator("article pre code")).to_be_visible()
    read = page.evaluate(_COLOURS, "article pre code")
    start = written.index(read[0])
    assert written[start : start + len(read)] == read


def test_only_the_line_under_the_cursor_shows_its_marks(sample: Page) -> None:
    content = sample.locator(".cm-content")
    assert "**" not in content.inner_text()
    assert "##" not in content.inner_text()
    assert "another page" in content.inner_text()
    assert "[[" not in content.inner_text()
    content.get_by_text("A second heading").click()
    expect(content).to_contain_text("## A second heading")
    assert "### Third" not in content.inner_text()


def test_the_spelling_of_words_is_checked_and_not_that_of_code(sample: Page) -> None:
    content = sample.locator(".cm-content")
    expect(content).to_have_attribute("spellcheck", "true")
    for code in (content.get_by_text("def greet"), content.get_by_text("code", exact=True)):
        assert code.evaluate("each => each.closest('[spellcheck]').spellcheck") is False


def test_a_task_is_ticked_where_it_stands_in_the_text(sample: Page) -> None:
    sample.locator(".cm-content .md-task").first.click()
    wait_until_saved(sample)
    sample.keyboard.press("Escape")
    expect(sample.locator("article input:checked")).to_have_count(2)


def test_a_click_into_a_drawn_table_leads_to_the_text_of_that_cell(sample: Page) -> None:
    sample.locator(".md-table td", has_text="London").click()
    sample.keyboard.type("North ")
    assert "| Ada *L.* | North London |" in sample.locator(".cm-content").inner_text()


def test_front_matter_and_a_lone_line_at_the_top_are_told_apart(page: Page) -> None:
    new_page(page, "Front")
    page.locator(".cm-content").fill("---\nstatus: open\n---\n\nWords")
    expect(page.locator(".md-front")).to_have_count(3)
    page.locator(".cm-content").fill("---\n\nWords")
    expect(page.locator(".md-front")).to_have_count(0)


def test_front_matter_that_stands_above_as_a_form_is_one_line_until_it_is_gone_to(
    page: Page,
) -> None:
    path = write_page(page, "Folded", "---\nstatus: open\n---\n\nWords [[Nowhere yet]]\n\nEnd")
    page.goto(f"{page.url.partition('/pages/')[0]}{path}?edit=1")
    content = page.locator(".cm-content")
    expect(content).to_contain_text("Words")
    expect(content).not_to_contain_text("status")
    page.keyboard.type("First ")
    expect(content).to_contain_text("First Words")
    page.keyboard.press("Control+End")
    expect(page.locator(".md-link--missing")).to_have_text("Nowhere yet")
    page.get_by_text("Properties stand above").click()
    expect(content).to_contain_text("status: open")


def test_a_line_of_a_million_characters_can_still_be_written_in(page: Page) -> None:
    new_page(page, "Endless")
    page.evaluate(
        """() => document.querySelector(".cm-content").cmTile.root.view.dispatch({
             changes: { from: 0, insert: "word *x* ".repeat(112_000) + "\\n\\nThe end" } })"""
    )
    page.keyboard.press("Control+End")
    page.keyboard.type(" of it")
    expect(page.locator(".cm-content")).to_contain_text("The end of it")


def test_ten_thousand_links_do_not_hold_up_the_keys(page: Page) -> None:
    new_page(page, "Links")
    page.evaluate(
        """() => document.querySelector(".cm-content").cmTile.root.view.dispatch({
             changes: { from: 0, insert: "[[Page]], [x](https://x.org/)\\n".repeat(10_000) } })"""
    )
    page.keyboard.press("Control+Home")
    page.keyboard.type("First ")
    expect(page.locator(".cm-line").first).to_contain_text("First [[Page]]")
    expect(page.locator(".cm-line").nth(2)).to_have_text("Page, x")


def test_what_only_the_notebook_knows_is_drawn_in_the_text_as_it_is_read(
    page: Page, notebook: Served
) -> None:
    new_page(page, "Garden plans", "Sow *peas*.")
    page.goto(f"{notebook.origin}/pages/")
    new_page(page, "Drawn")
    text = "![[Garden plans]]\n\n$$a^2$$\n\n> [!note] Mind this\n> and that\n\nEnd"
    page.locator(".cm-content").fill(text)
    page.keyboard.press("Control+End")
    expect(page.locator(".md-drawn em")).to_have_text("peas")
    expect(page.locator(".md-drawn math")).to_have_count(1)
    expect(page.locator(".md-drawn .callout__title")).to_have_text("Mind this")
    page.locator(".md-drawn .callout").get_by_text("and that").click()
    expect(page.locator(".cm-content")).to_contain_text("> [!note] Mind this")
