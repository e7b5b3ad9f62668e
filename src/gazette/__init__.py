"""The official sanctions record with its whole history."""
