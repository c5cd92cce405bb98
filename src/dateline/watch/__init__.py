"""Watching feeds: what they offer is fetched politely and read into a ledger, each article once.

``settings`` is the file of feeds, ``state`` what is remembered beside the ledger, ``manners`` how hosts are
treated, ``jobs`` what goes over the network, ``keeping`` how a fetched article becomes a report of the
ledger, ``watcher`` the loop, ``status`` the table of feeds.
"""

from __future__ import annotations

from dateline.watch.clock import Clock
from dateline.watch.settings import FeedSetting, Watched, read_settings
from dateline.watch.state import WatchState
from dateline.watch.status import FeedStatus, status, status_place
from dateline.watch.watcher import Tally, Watcher

__all__ = [
    "Clock",
    "FeedSetting",
    "FeedStatus",
    "Tally",
    "WatchState",
    "Watched",
    "Watcher",
    "read_settings",
    "status",
    "status_place",
]
