"""``trm schema``: the charter format as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from trm_policy.authoring.writing import write_atomically

_FORMAT = ("charter", "directory")
_PUBLISHED = ("charter-data", "portfolio-data")


@click.command("schema")
@click.argument(
    "what",
    type=click.Choice(["charter", "directory", "charter-data", "portfolio-data"]),
    default="charter",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write it to a file instead.")
def command(what: str, output: Path | None) -> None:
    """Print the JSON Schema of a charter or the directory, or of the data that a site publishes.

    Editors use the first two to complete and check charters while you type.
    """
    text = _published(what) if what in _PUBLISHED else _format(what)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text)


def _format(what: str) -> str:
    from trm_policy.model.shape import schema_text

    return schema_text(what)


def _published(what: str) -> str:
    from trm_policy.publish.data_json import schema_text

    return schema_text(what)
