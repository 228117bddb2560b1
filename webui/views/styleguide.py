"""`/styleguide`, with `--developer`: every component in every state, for who changes one."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.markdown.rendering import render
from webui.shell import render_shell

blueprint = Blueprint("styleguide", __name__)

_COLOURS = {
    "Surfaces": ("paper", "wall", "float", "tone", "hover", "here"),
    "Ink": ("ink", "ink-soft", "ink-dim", "line", "line-strong"),
    "Ember": ("ember", "ember-deep", "ember-line", "ember-ink", "danger", "danger-fill", "done"),
}
_STATES = {
    "": "at rest",
    "hover": "under the pointer",
    "keys": "where the keys are",
    "pressed": "pressed",
    "disabled": "not now",
    "busy": "at work",
    "wrong": "wrong",
    "here": "where you are",
    "chosen": "chosen",
}
_PROSE = """\
A paragraph with **strong**, *stressed*, ~~struck~~ and `code`, a [link](https://example.org), a
[[page that is not there]] and a #tag.

## A heading

1. first
2. second
   - below it

- [ ] to do
- [x] done

> What somebody said.

> [!note] A note
> With a line of its own.

> [!tip] A hint

> [!question]- A question, folded
> And its answer.

> [!warning] A warning

> [!danger] A danger

$$e^{i\\pi} + 1 = 0$$

A claim.[^1]

[^1]: Its source.

| Wood | Heat |
|---|---:|
| Ash | 12 |

```python
def kindle(logs: int) -> str:
    return "warm" if logs > 2 else "cold"  # two are not enough
```

```html
<a href="#wood">Ash</a>
```

---

The end.
"""


@blueprint.get("/styleguide")
def show() -> str:
    return render_shell(
        "styleguide.html", colours=_COLOURS, state_words=_STATES, prose=render(_PROSE)
    )


@blueprint.get("/styleguide/failure")
def fail() -> str:
    """Fail as a mistake of the program does, so that its page can be looked at."""
    raise RuntimeError


@blueprint.get("/styleguide/opening")
def show_opening() -> str:
    """What is seen while a notebook is made ready, which is over before one has looked."""
    return render_template(
        "opening.html", part=0.4, words="240 of 600 pages", left="about a minute left"
    )
