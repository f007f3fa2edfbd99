"""Text → data with positions: YAML, CSV and Markdown."""
