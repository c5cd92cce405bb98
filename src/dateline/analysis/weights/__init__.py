"""The weights that ship, each with a card: what it was made from and how well it does."""
