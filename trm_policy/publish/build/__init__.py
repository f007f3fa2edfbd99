"""How a site is built: from MkDocs to a page, with one cache and one pool."""
