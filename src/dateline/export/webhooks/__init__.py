"""Changes sent to the address that somebody names: signed, tried again, and kept when nobody takes them.

The messages are those of Standard Webhooks (https://www.standardwebhooks.com), so a receiver can check them
with its libraries. Nothing is sent unless :func:`notify` is called with an address.
"""

from dateline.export.webhooks.notify import Told, notify
from dateline.export.webhooks.outbox import Letter, Outbox
from dateline.export.webhooks.post import Endpoint, Patience
from dateline.export.webhooks.signature import read_secret, sign, verify

__all__ = ["Endpoint", "Letter", "Outbox", "Patience", "Told", "notify", "read_secret", "sign", "verify"]
