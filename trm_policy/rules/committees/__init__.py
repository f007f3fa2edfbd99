"""Where the parties decide together."""
