"""A source of files → charters, records and the directory, with an index of ids."""
