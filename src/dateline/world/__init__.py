"""Who is who and where is where, valid at a date: tables and one fast matcher.

``World.default()`` loads the tables that ship with Dateline (see ``tables/README.md``) once;
``World.find`` names every person, state, organisation, office, outlet and place of a text.
"""

from __future__ import annotations

from dateline.world.entries import Entry, EntryKind, Form, Mention, RoleSpell
from dateline.world.world import World

__all__ = ["Entry", "EntryKind", "Form", "Mention", "RoleSpell", "World"]
