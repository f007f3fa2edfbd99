"""What is shown: a module for each thing makes one value; text, Markdown and JSON render it."""

FORMATS = ("text", "json", "markdown")
"""The forms that every view has."""
