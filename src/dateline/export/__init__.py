"""The ledger in other people's formats: tables, calendar, feeds, linked data, briefs, citations, snapshots.

Each module takes entries (what :class:`~dateline.Ledger` answers) and gives text or bytes; nothing is
sent anywhere but by ``webhooks``, and by that to the address it is told.
"""
