"""What was done to the record, by whom, with which inputs: append-only, each row sealing the last."""
