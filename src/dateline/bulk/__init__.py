"""Many reports: work units in a durable ledger of work, read by one process, by many, or by Ray.

What is found does not depend on who reads a unit, how many do, or in which order: a unit is read by one
function, its shard is named by its content, and shards are merged in the order of the plan.
"""
