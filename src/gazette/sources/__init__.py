"""Stage fetch and parse: from a publisher's address to parsed parts of entries."""
