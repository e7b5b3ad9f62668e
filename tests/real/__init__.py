"""The bars of the record, held against every real edition at hand."""
