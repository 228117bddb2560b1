"""News reaches everyone who listens, and listening ends when the program does."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from webui.news import News


def listen(news: News) -> Iterator[str]:
    """Start to listen, past the opening line."""
    stream = news.listen()
    next(stream)
    return stream


def test_every_listener_hears_every_event_in_order() -> None:
    news = News()
    streams = [listen(news), listen(news)]
    news.publish("page", page=3, revision=7)
    news.publish("locked")
    for stream in streams:
        assert next(stream) == 'event: page\ndata: {"page": 3, "revision": 7}\n\n'
        assert next(stream) == "event: locked\ndata: {}\n\n"


def test_closing_ends_every_stream_and_later_ones_at_once() -> None:
    news = News()
    stream = listen(news)
    news.close()
    assert list(stream) == []
    assert list(news.listen()) == []


def test_a_listener_that_fell_far_behind_is_let_go_and_does_not_hold_up_the_others() -> None:
    news = News()
    asleep = listen(news)
    for revision in range(1200):
        news.publish("page", page=1, revision=revision)
    awake = listen(news)
    news.publish("locked")
    assert next(awake) == "event: locked\ndata: {}\n\n"
    assert len(list(asleep)) < 1001


def test_a_stream_that_nobody_reads_any_more_gives_its_thread_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("webui.news._LOOK_SECONDS", 0.01)
    news = News()
    gone = threading.Event()
    stream = news.listen(gone.is_set)
    next(stream)
    gone.set()
    assert list(stream) == []


def test_settling_waits_for_the_pages_to_say_that_they_saved() -> None:
    news = News()
    stream = listen(news)

    def save_and_say() -> None:
        assert "settle" in next(stream)
        news.settled("t1", "kept")

    page = threading.Thread(target=save_and_say)
    page.start()
    assert news.settle("t1", seconds=5) == "kept"
    page.join()


def test_settling_does_not_wait_when_nobody_listens_and_not_for_ever_when_nobody_answers() -> None:
    news = News()
    assert news.settle("t1", seconds=5) == "saved"
    stream = listen(news)
    assert news.settle("t2", seconds=0.05) == "unsaved"
    assert "settle" in next(stream)


def test_who_listens_anew_is_asked_what_the_stream_before_was_asked() -> None:
    news = News()
    before = listen(news)

    def listen_again_and_say() -> None:
        assert "settle" in next(before)  # sent, but the page that would have read it is gone
        assert '"token": "t1"' in next(listen(news))
        news.settled("t1", "saved")

    page = threading.Thread(target=listen_again_and_say)
    page.start()
    assert news.settle("t1", seconds=5) == "saved"
    page.join()
