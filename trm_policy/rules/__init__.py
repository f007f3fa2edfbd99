"""The rule book: one module and one page a rule, a package a chapter."""
