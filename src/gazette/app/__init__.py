"""Use cases: the only thing interfaces call. Here alone the clock and the environment are read."""
