"""Files and links that macOS hands over: by an event to the running app, not on a command line.

Source: NSApplicationDelegate, `application(_:open:)`; it is called for files and for links, at the
launch and later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def hear_asked(tell: Callable[[Sequence[str]], None]) -> None:
    """Have pywebview's delegate of the application pass on what it is asked to open.

    To be called before the first window, which makes the delegate.
    """
    import objc  # type: ignore[import-not-found]  # noqa: PLC0415 - on macOS alone
    from webview.platforms.cocoa import BrowserView  # noqa: PLC0415 - the running start loads it

    def open_urls(_delegate: Any, _app: Any, urls: Any) -> None:
        tell([str(url.path()) if url.isFileURL() else str(url.absoluteString()) for url in urls])

    method = objc.selector(open_urls, selector=b"application:openURLs:", signature=b"v@:@@")
    objc.classAddMethods(BrowserView.AppDelegate, [method])
