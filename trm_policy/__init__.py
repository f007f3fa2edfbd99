"""Governance as code for partnerships: charters are files, git keeps the truth, ``trm`` checks."""

__version__ = "0.1.0"
