"""Who is named in a report: names, roles and sides, and every later mention of them."""
