"""Take the screenshots in docs/desk: ``python tests/desk_screenshots.py [PAGE ...]`` (needs chromium).

They show the example story, wide and narrow, light and dark. Look at them after a change of the pages.
"""

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright
from watching import Rig, article, item, rss, sites

import dateline
from dateline.serve.application import application
from dateline.serve.settings import Settings
from dateline.watch import FeedSetting, Watched

ROOT = Path(__file__).resolve().parent.parent
WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 390, "height": 780}
TOKEN = "a token for screenshots"  # noqa: S105 - nobody else sees this desk
PORT = 8399


def pages(ledger):
    """Name and address of each page."""
    contested = ledger.meetings(status="contested")[0].id
    report = next(r.id for r in ledger.reports() if r.outlet == "Informant")
    return {
        "changes": "/",
        "meetings": "/meetings",
        "meeting": f"/meetings/{contested}",
        "statements": "/statements?about=summit",
        "actors": "/actors",
        "reports": "/reports",
        "actor": "/actors/Tom%C3%A1s%20Echand%C3%ADa",
        "positions": "/positions",
        "reader": f"/reports/{report}",
        "review": "/review",
        "add": "/add",
        "watch": "/watch",
    }


def watch(folder):
    """The state of a watcher of three feeds: one is well, one lacks an article, one is gone."""
    folder.mkdir()
    harbour, coast = [("Alder", "Birch", "Cedar"), ("Dogwood", "Elder")]
    pages = {f"/{name}": article(name) for name in (*harbour, "Dogwood")}
    pages |= {
        f"/{f}": rss(*map(item, names)).encode() for f, names in (("harbour", harbour), ("coast", coast))
    }
    with sites(pages) as site:
        names = {"Harbour Post": "harbour", "Coast Wire": "coast", "Bree Letter": "bree"}
        feeds = (FeedSetting(name, f"{site.url}/{path}") for name, path in names.items())
        rig = Rig(folder)
        rig.run(Watched(tuple(feeds)), once=True)
    return rig.state_path


def main():
    """Serve the example story and take a picture of every page, or of those that are named."""
    folder = ROOT / "docs" / "desk"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "desk.db"
        with dateline.Ledger(path) as ledger:
            for found in dateline.read_all([ROOT / "examples"]):
                if isinstance(found, dateline.Report):
                    ledger.add(found)
            shown = pages(ledger)
        shutil.copy(watch(Path(place) / "feeds"), f"{path}.watch")
        shown = {name: address for name, address in shown.items() if name in (sys.argv[1:] or shown)}
        app = application(Settings(path, port=PORT, write=True, token=TOKEN))
        server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        take(folder, shown)
        server.should_exit = True
        thread.join()


def take(folder, shown):
    """Each page wide and light, and narrow and dark."""
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for look, size, colours in (("wide", WIDE, "light"), ("narrow", NARROW, "dark")):
            context = browser.new_context(viewport=size, color_scheme=colours)
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{PORT}/sign-in?token={TOKEN}")
            for name, address in shown.items():
                page.goto(f"http://127.0.0.1:{PORT}{address}")
                page.screenshot(path=folder / f"{name}-{look}.jpg", type="jpeg", quality=55)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
