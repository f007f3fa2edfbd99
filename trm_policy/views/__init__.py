"""What is shown: a module for each thing makes one value; text, Markdown and JSON render it."""
