"""The program: its commands, what holds for all of them, and how a run ends."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from trm_policy import __version__
from trm_policy.cli.exit import Exit
from trm_policy.errors import TrmError, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = {
    "init": "Create a new governance repository.",
    "new": "Create a draft charter, or a rule of your own.",
    "check": "Check all charters, and show what to fix where.",
    "diff": "Show what changes in the partnerships between two revisions.",
    "pr": "Write a comment on a pull request: what changes and who must agree.",
    "approve": "Record that a party agrees to a charter's version.",
    "kpi": "Record figures, show the scorecard, and add KPIs from the library.",
    "review": "Prepare reviews, and check whether their minutes are binding.",
    "escalation": "Raise, acknowledge and settle escalations, and show their deadlines.",
    "due": "List what is due, and who is responsible.",
    "calendar": "Write an iCalendar file of reviews and due dates.",
    "people": "Show where a person is named, and hand over to a successor.",
    "codeowners": "Write the CODEOWNERS file from owners and sponsors.",
    "log": "Show the history of charters.",
    "status": "Show how complete charters are.",
    "portfolio": "Show the portfolio as a whole: health, tiers, warnings and more.",
    "explain": "Explain what a rule requires and why.",
    "rules": "List the rules that apply.",
    "test": "Run the examples of rules and policies.",
    "schema": "Print the format as JSON Schema, for editors.",
    "site": "Build or serve the site.",
}
"""In the order in which a newcomer needs them; each is a module of this package."""


SIGNS = ("trm.toml", "partnerships")
"""The file and the folder of which a governance repository has at least one."""


class Session(NamedTuple):
    """What holds for every command: the repository it works on, and where the user stands.

    ``trusted`` says that code which the repository brings along may run, in this run.
    """

    root: Path
    here: Path
    trusted: bool = False


class _Commands(click.Group):
    """Imports a command when it is called, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"trm_policy.cli.{cmd_name}")
        command = module.command
        gc.freeze()
        gc.enable()
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]!r}; {did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trm", message="%(prog)s %(version)s")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    default=".",
    help="Work in DIR instead of here.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours: on a terminal, always or never.",
)
@click.option(
    "--trust",
    is_flag=True,
    help="Run code that the repository brings along: its own rules, and what mkdocs.yml names.",
)
@click.pass_context
def cli(ctx: click.Context, folder: str, color: str, trust: bool) -> None:
    """Governance as code for partnerships: charters are files, git keeps the truth.

    Start with 'trm init' in an empty folder, or 'trm check' in one that has charters.
    """
    from pathlib import Path

    from trm_policy.authoring.journal import undo_what_was_stopped

    here = Path(folder).resolve()
    ctx.obj = Session(_root(here), here, trust)
    ctx.color = _colour(color)
    for sentence in undo_what_was_stopped(ctx.obj.root):
        click.echo(f"trm: {sentence}", err=True)


def _root(folder: Path) -> Path:
    """The governance repository that ``folder`` lies in, or ``folder`` itself."""
    for place in (folder, *folder.parents):
        if (place / SIGNS[0]).is_file() or (place / SIGNS[1]).is_dir():
            return place
    return folder


def _colour(choice: str) -> bool | None:
    if choice == "auto":
        return False if os.environ.get("NO_COLOR") else None
    return choice == "always"


def run() -> int:
    """Run the command that was typed; its exit code, as :class:`Exit` says."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a sign it cannot show is worth no lost report
        sys.stdout.reconfigure(errors="replace")
    try:
        result = cli.main(prog_name="trm", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        return Exit.USAGE
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except TrmError as error:
        from trm_policy.wording.text import printable

        click.echo(f"trm: {printable(str(error))}", err=True)
        return Exit.USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except Exception as error:  # noqa: BLE001 - the last resort: say what to report, exit 3
        return _crash(error)
    return result if isinstance(result, int) else Exit.CLEAN


def _crash(error: Exception) -> int:
    """Say what happened in a form that can be sent to the developers."""
    from pathlib import Path

    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step else "?"
    click.echo(
        f"trm failed because of an internal error: {type(error).__name__}: {error}\n"
        f"Please report this line, and the file it happened with: "
        f"trm {__version__}, Python {sys.version.split()[0]}, {where}",
        err=True,
    )
    if os.environ.get("TRM_TRACEBACK"):
        raise error
    return Exit.CRASH
