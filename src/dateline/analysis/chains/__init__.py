"""Through whom the words reach us: speakers, outlets on the way, addressee and time."""
