"""What one report says: a document in, findings out. Begin with :mod:`dateline.analysis.steps`."""
