"""Stage record: the versioned store of everything published, on both time axes."""
