"""A watcher that is killed at random moments: ``python watch_rounds.py FOLDER URL SEED ROUNDS``.

It loads everything once, and then has each round done by a child, which it kills; the last one may finish.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from watching import analysed

from dateline.ledger import Ledger
from dateline.watch import FeedSetting, Watched, Watcher, WatchState
from dateline.watch.keeping import raw_of  # noqa: F401 - loaded before the children are made
from dateline.world import World


def watch(folder, url, pipe):
    """One round; each step writes a byte to the pipe."""
    feeds = tuple(
        FeedSetting(f"feed{n}", f"{url}/feed{n}", "Harbour Post", 60.0, from_feed=n == 3) for n in (1, 2, 3)
    )
    with Ledger(folder / "desk.db") as ledger, WatchState(folder / "desk.db.watch") as state, state.held():
        Watcher(
            Watched(feeds, pause=0.0),
            state,
            ledger,
            allow_private=True,
            analyse=analysed,
            progress=lambda _: os.write(pipe, b"."),
        ).run(once=True)


def main():
    """Kill so many rounds, and let the last one end."""
    folder, url, seed, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)  # noqa: S311 - foretold
    World.default()
    for number in range(rounds + 1):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            watch(folder, url, writing)
            os._exit(0)
        os.close(writing)
        if number < rounds:
            for _ in range(chance.randrange(1, 30)):
                if not os.read(reading, 1):
                    break
            time.sleep(chance.random() * 0.02)
            os.kill(child, signal.SIGKILL)
        else:
            while os.read(reading, 4096):
                pass
        os.close(reading)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{code}\n")


if __name__ == "__main__":
    main()
