"""``trm schema``: the charter format as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from trm_policy.authoring.writing import write_atomically


@click.command("schema")
@click.argument("what", type=click.Choice(["charter", "directory"]), default="charter")
@click.option("--output", type=click.Path(path_type=Path), help="Write it to a file instead.")
def command(what: str, output: Path | None) -> None:
    """Print the JSON Schema of a charter, or of the directory.

    Editors use it to complete and check charters while you type.
    """
    from trm_policy.model.json_schema import schema_text

    text = schema_text(what)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text)
