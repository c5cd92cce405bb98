"""Carriers as JSON and back: what derivations compare, and apart from it what origins ask of every report."""

from __future__ import annotations

import base64
import json
from array import array
from typing import Any

from dateline.ledger.carriers import Carrier, Credit, Naming
from dateline.ledger.reuse import Fingerprint, Runs
from dateline.model.actors import ActorKind
from dateline.model.provenance import Form, PubStatus
from dateline.model.times import When

__all__ = ["read_compared", "read_press", "read_voices", "write_compared", "write_press"]

_NO_RUNS = Runs(array("I"), array("I"), array("I"))
_KINDS = {kind.value: kind for kind in ActorKind}
_NOTHING = Fingerprint(_NO_RUNS, _NO_RUNS, frozenset(), (), 0)


def write_compared(carrier: Carrier) -> str:
    """What two reports are compared by."""
    print_ = carrier.fingerprint
    return _json(
        {
            "id": carrier.id,
            "outlet": carrier.outlet,
            "published": carrier.published.iso if carrier.published else None,
            "prose": _runs(print_.prose),
            "quoted": _runs(print_.quoted),
            "facts": sorted(print_.facts),
            "bands": list(print_.bands),
            "words": print_.words,
            "credits": [
                [c.name, c.start, c.end, c.share, c.early, c.dateline, c.sure] for c in carrier.credits
            ],
            "urls": list(carrier.urls),
        }
    )


def read_compared(body: str) -> Carrier:
    """The carrier that :func:`write_compared` wrote, without what only origins ask."""
    told = json.loads(body)
    return Carrier(
        id=told["id"],
        outlet=told["outlet"],
        published=_when(told["published"]),
        fingerprint=Fingerprint(
            prose=_read_runs(told["prose"]),
            quoted=_read_runs(told["quoted"]),
            facts=frozenset(told["facts"]),
            bands=tuple(told["bands"]),
            words=told["words"],
        ),
        credits=tuple(Credit(*credit) for credit in told["credits"]),
        urls=tuple(told["urls"]),
    )


def write_press(carrier: Carrier) -> dict[str, Any]:
    """What origins ask of a report, as plain values."""
    return {
        "outlet": carrier.outlet,
        "published": carrier.published.iso if carrier.published else None,
        "outlets": sorted(carrier.outlets),
        "unnamed": sorted(carrier.unnamed),
        "kinds": {name: kind.value for name, kind in (carrier.kinds or {}).items()},
        "key": carrier.key,
        "version": carrier.version,
        "pub_status": carrier.pub_status.value,
        "form": carrier.form.value,
        "people": [[n.name, n.side] for n in carrier.actors if n.written and n.kind is ActorKind.PERSON],
    }


def read_voices(report: str, told: dict[str, Any]) -> Carrier:
    """The same carrier with nothing but its outlet and what it says of names: what origins ask, often."""
    return Carrier(
        id=report,
        outlet=told["outlet"],
        published=None,
        fingerprint=_NOTHING,
        outlets=frozenset(told["outlets"]),
        unnamed=frozenset(told["unnamed"]),
        kinds={name: _KINDS[kind] for name, kind in told["kinds"].items()},
    )


def read_press(report: str, told: dict[str, Any]) -> Carrier:
    """The carrier of ``report`` that :func:`write_press` wrote, without what derivations compare."""
    return Carrier(
        id=report,
        outlet=told["outlet"],
        published=_when(told["published"]),
        fingerprint=_NOTHING,
        outlets=frozenset(told["outlets"]),
        unnamed=frozenset(told["unnamed"]),
        kinds={name: ActorKind(kind) for name, kind in told["kinds"].items()},
        key=told["key"],
        version=told["version"],
        pub_status=PubStatus(told["pub_status"]),
        form=Form(told["form"]),
        actors=tuple(Naming(name, ActorKind.PERSON, side, None, True) for name, side in told["people"]),
    )


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def _runs(runs: Runs) -> list[str]:
    return [base64.b64encode(a.tobytes()).decode() for a in (runs.hashes, runs.starts, runs.ends)]


def _read_runs(told: list[str]) -> Runs:
    return Runs(*(array("I", base64.b64decode(words)) for words in told))


def _when(iso: str | None) -> When | None:
    return When.parse(iso) if iso else None
