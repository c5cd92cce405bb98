"""Windows that wait for the network: read beside, or by whoever waits for them."""

import threading

import pytest

from dateline.analysis.attribution.ahead import Ahead


def test_whoever_waits_reads():
    """While the other thread is busy with one window, the one that needs the rest reads them itself."""
    started, free, names = threading.Event(), threading.Event(), {}

    def read(window):
        if threading.current_thread() is not threading.main_thread():
            started.set()
            assert free.wait(60)
        names[window] = threading.current_thread().name
        if len(names) == 4:
            free.set()
        return window.upper()

    network = Ahead(read)
    first, second = network.ask("ab"), network.ask("cde")
    assert started.wait(60)
    assert [first.result(), second.result()] == [["A", "B"], ["C", "D", "E"]]
    beside = [window for window, name in names.items() if name.startswith("dateline-network")]
    assert len(beside) == 1
    assert first.done()
    assert second.done()


def test_every_window_is_read_once():
    """Two threads that take windows from one row leave none out and read none twice."""
    read = []
    network = Ahead(lambda window: read.append(window) or window)
    answers = [network.ask(range(10 * n, 10 * n + 10)) for n in range(50)]
    assert [a.result() for a in answers] == [list(range(10 * n, 10 * n + 10)) for n in range(50)]
    assert sorted(read) == list(range(500))


def test_an_error_is_told_where_its_window_is_asked_for():
    """A window that cannot be read costs the report that it belongs to, and no other."""

    def read(window):
        if window == "b":
            raise ValueError("unreadable")  # noqa: EM101
        return window

    network = Ahead(read)
    one, two, three = network.ask("a"), network.ask("b"), network.ask("c")
    assert three.result() == ["c"]
    with pytest.raises(ValueError, match="unreadable"):
        two.result()
    assert one.result() == ["a"]


def test_what_is_dropped_is_not_read():
    """The windows of a stream that was left before its end are passed over, but for one in the making."""
    started, go_on, read = threading.Event(), threading.Event(), []

    def slow(window):
        started.set()
        assert go_on.wait(60)
        read.append(window)
        return window

    network = Ahead(slow)
    left = network.ask("abc")
    assert started.wait(60)
    left.drop()
    go_on.set()
    assert network.ask("d").result() == ["d"]
    assert set(read) <= {"a", "d"}
