"""What each side demands, refuses, accepts or offers, and on what condition."""
