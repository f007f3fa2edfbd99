"""Tests of the figures made from a portfolio."""
