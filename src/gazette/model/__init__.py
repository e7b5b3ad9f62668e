"""The vocabulary: frozen types and their invariants. No I/O, no clock."""
