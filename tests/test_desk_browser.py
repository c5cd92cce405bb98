"""The desk in a real browser: nothing complains, nothing leaves the machine, keys work."""

import shutil

import pytest
from served import served
from test_desk import TOKEN, hostile

import dateline

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 240_000
"""Milliseconds: a machine may be busy with other things; no test is about speed."""
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, without a window."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed; apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory, examples):
    """The address of a desk that is served for real, and may be written to."""
    place = tmp_path_factory.mktemp("browser") / "desk.db"
    with dateline.Ledger(place) as ledger:
        for one in (*examples, hostile()):
            ledger.add(one)
    with served(place, write=True, token=TOKEN) as (_, address):
        yield address


@pytest.fixture(params=["light wide", "dark narrow"])
def look(request):
    """How a page is looked at: its colours and its size."""
    return request.param.split()


class Visitor:
    """A page that remembers what went wrong on it and what it asked for."""

    def __init__(self, browser, desk, *, size="wide", colours="light", javascript=True):
        """Open a window of that size."""
        self.context = browser.new_context(
            viewport=SIZES[size], color_scheme=colours, java_script_enabled=javascript
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.desk, self.complaints, self.asked = desk, [], []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append(d.message), d.dismiss()))
        self.page.on("request", lambda r: self.asked.append(r.url))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def open(self, path):
        """Go there; the page."""
        self.page.goto(f"{self.desk}{path}")
        return self.page


def addresses(desk):
    """A page of each kind, and every page about the hostile report."""
    import urllib.request

    def links(path, begin):
        with urllib.request.urlopen(f"{desk}{path}", timeout=30) as answer:  # noqa: S310 - our own desk
            words = answer.read().decode()
        found = [w.partition('"')[0].partition("#")[0] for w in words.split('href="')[1:]]
        return [f for f in dict.fromkeys(found) if f.startswith(begin)]

    return [
        "/",
        "/?all=1",
        "/meetings",
        *links("/meetings", "/meetings/m")[:1],
        *links("/meetings?status=contested", "/meetings/m")[:1],
        "/statements?about=summit",
        "/positions",
        "/reports",
        "/review",
        *links("/reports", "/reports/r")[:2],
        *links("/statements", "/actors/")[:1],
        "/add",
        "/watch",
        "/sign-in",
        "/api",
    ]


def test_no_page_complains(browser, desk, look):
    """No error, no request to another machine, no sideways scroll, no serious finding of axe."""
    from axe_playwright_python.sync_playwright import Axe

    colours, size = look
    with Visitor(browser, desk, size=size, colours=colours) as visitor:
        for path in addresses(desk):
            page = visitor.open(path)
            assert visitor.complaints == [], path
            wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide[0] <= wide[1], (path, wide)
            found = Axe().run(page).response["violations"]
            serious = [
                (v["id"], [n["html"][:160] for n in v["nodes"]][:3])
                for v in found
                if v["impact"] in {"serious", "critical"}
            ]
            assert serious == [], path
        assert {u.startswith(f"{desk}/") for u in visitor.asked} == {True}


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_morning_path(browser, desk, javascript):
    """From a change to its meeting, from the meeting to the very words, which stand in the window."""
    from playwright.sync_api import expect

    with Visitor(browser, desk, javascript=javascript) as visitor:
        page = visitor.open("/?all=1")
        page.locator(".changes .headline[href^='/meetings/']").first.click()
        assert page.locator(".history .quote").count() > 0
        words = page.locator(".history .quote a").first.inner_text()
        page.locator(".history .quote a").first.click()
        marked = page.locator("#at")
        assert marked.count() == 1
        expect(marked).to_be_in_viewport(timeout=PATIENCE)
        shown = "".join(page.locator("mark.asked").all_inner_texts())
        assert " ".join(words.split())[:60] in " ".join(shown.split())
        assert visitor.complaints == []


def test_search_with_facets(browser, desk):
    """Words are marked, a facet narrows, and its chip takes it off again."""
    with Visitor(browser, desk) as visitor:
        page = visitor.open("/statements")
        page.locator("input[name=about]").fill("summit")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        whole = page.locator(".said .item").count()
        assert page.locator(".said mark").first.inner_text().casefold() == "summit"
        with page.expect_navigation():
            page.locator(".facets a[href$='named=unnamed']").click()
        assert 0 < page.locator(".said .item").count() < whole
        with page.expect_navigation():
            page.locator(".chosen a").click()
        assert page.locator(".said .item").count() == whole


def test_by_keyboard_alone(browser, desk):
    """A key for each page, for the search, for the next entry, and to open it."""
    with Visitor(browser, desk) as visitor:
        page = visitor.open("/?all=1")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("2")
        page.wait_for_url("**/meetings")
        page.keyboard.press("/")
        page.keyboard.type("Manaus")
        page.keyboard.press("Enter")
        page.wait_for_url("**about=Manaus**")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement === document.querySelector('.item')")
        page.keyboard.press("Enter")
        page.wait_for_url("**/meetings/m*")
        page.keyboard.press("?")
        assert page.locator("#help").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#help").is_visible()


def test_adding_by_paste(browser, desk):
    """Whoever has the token pastes a text, waits, and reads what was found in it."""
    with Visitor(browser, desk) as visitor:
        page = visitor.open(f"/sign-in?token={TOKEN}")
        page = visitor.open("/add")
        page.locator("textarea").fill("Foreign Minister Ana Brook said on Monday that the truce holds.")
        page.locator("input[name=published]").fill("2031-03-21")
        page.get_by_role("button", name="Read and add").click()
        page.wait_for_url("**/reports/r*")
        assert "Ana Brook" in page.locator(".notes").first.inner_text()


def test_review_by_keyboard_and_undo(browser, desk):
    """Accept, skip and undo without a mouse; what is undone is the next card again."""
    with Visitor(browser, desk) as visitor:
        visitor.open(f"/sign-in?token={TOKEN}")
        page = visitor.open("/review?kind=positions")
        first = page.locator("input[name=id]").get_attribute("value")
        with page.expect_navigation():
            page.keyboard.press("a")
        assert page.locator("input[name=id]").get_attribute("value") != first
        assert "accept" in page.locator("aside").inner_text()
        with page.expect_navigation():
            page.keyboard.press("s")
        with page.expect_navigation():
            page.keyboard.press("u")
        assert page.locator("input[name=id]").get_attribute("value") == first
        page.keyboard.press("c")
        assert page.evaluate("document.activeElement.name") == "speaker"
        assert visitor.complaints == []


def test_the_reader_lights_up_a_record(browser, desk):
    """Under the pointer a note lights up the words that it is about; a click shows only them."""
    with Visitor(browser, desk) as visitor:
        page = visitor.open(next(a for a in addresses(desk) if a.startswith("/reports/r")))
        note = page.locator(".note").first
        record = note.get_attribute("data-r")
        note.hover()
        assert page.locator(f".text [data-r='{record}'].on").count() > 0
        note.locator(".ref").click()
        assert set(page.locator(".text .u").evaluate_all("e => e.map(x => x.dataset.r)")) == {record}
