"""A ledger with something of everything, for the tests of what is made of it."""

from __future__ import annotations

from dataclasses import replace

from ledger_reports import harbour, told

from dateline.ledger import Ledger
from dateline.model.findings import Findings
from dateline.model.report import Report

KERN = ("Paul Reed", "Mila Kern")
HOSTILE = (
    "<script>alert(1)</script>=cmd|' /C calc'!A0 \u202elaer\u202c ]]> & \x07\x1b[31m "
    'Ana Brook met Paul Reed; \\n, "quoted"\r\nBEGIN:VEVENT\r\n'
)


def dated(report):
    """The same report, where each claim gives the date of its meeting."""
    meetings = (
        replace(m, assertions=tuple(replace(a, when=m.when) for a in m.assertions)) for m in report.meetings
    )
    return Report(report.document, Findings(meetings=tuple(meetings)))


def history():
    """Reports of one meeting that is planned, put off and moved to another day."""
    return [dated(report) for report in _history()]


def _history():
    return [
        told(
            "Paul Reed will meet Mila Kern in Port Ellen on Monday.",
            "planned",
            "2031-03-05T09:00+01:00",
            who=KERN,
            by=("Mila Kern",),
            place="Port Ellen",
            when="2031-03-10",
        ),
        told(
            "The meeting of Paul Reed and Mila Kern was postponed, Paul Reed said.",
            "postponed",
            "2031-03-06T12:30",
            who=KERN,
            by=("Paul Reed",),
            place="Port Ellen",
            when="2031-03-10",
        ),
        told(
            "Paul Reed and Mila Kern will now meet on Thursday, Mila Kern said.",
            "rescheduled",
            "2031-03-07",
            who=KERN,
            by=("Mila Kern",),
            place="Port Ellen",
            when="2031-03-13",
            outlet="Coast Wire",
        ),
    ]


def hostile():
    """A report that would like to be executed, in every field that it can fill."""
    return told(
        HOSTILE,
        "held",
        "2031-04-01",
        who=("Ana Brook <img src=x onerror=alert(1)>", '=HYPERLINK("javascript:x")'),
        outlet='Bad"Outlet</title><script>alert(2)</script>\u202e',
        place="Port\r\nEllen; \u2067x",
        when="2031-04-01T10:15+02:00",
    )


def filled(place):
    """A ledger at ``place`` with the reports above; close it."""
    ledger = Ledger(place)
    for report in (harbour(), *history(), hostile()):
        ledger.add(report)
    return ledger
