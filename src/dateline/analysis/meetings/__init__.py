"""Who meets whom, and is it still on: mentions, their status, and the meetings they are of."""
