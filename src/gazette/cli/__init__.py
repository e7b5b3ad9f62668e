"""The command line: one file a command, each of which parses options, calls a use case and prints."""
