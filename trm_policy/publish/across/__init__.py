"""Pages across all partnerships, one module a page; each is a chapter of the site."""
