"""The migrations, one a file, numbered."""
