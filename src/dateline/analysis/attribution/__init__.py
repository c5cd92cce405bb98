"""Who said what: sources, cues and contents, by rules over the parse joined with quotation geometry."""
