"""Rules applied to partnerships: settings, the catalogue, the check, and what is forgiven."""
