"""Stage changes: from two versions of an entry to what happened to it, field by field."""
