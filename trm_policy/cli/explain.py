"""``trm explain``: what a rule asks for, why, and how to fix a breach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trm_policy.cli.options import format_option, put, rendered
from trm_policy.model.vocabulary import Instrument
from trm_policy.rules import page_text

if TYPE_CHECKING:
    from trm_policy.judging.catalogue import Rulebook


@click.command("explain")
@click.argument("name", metavar="RULE")
@format_option("text", "json", "markdown")
@click.pass_context
def command(ctx: click.Context, name: str, format_: str) -> None:
    """Show what RULE requires and why, with examples and the way to fix it.

    'trm explain instrument' shows what each kind of document owes, and the name of one, such as
    'memorandum', what that one owes.
    """
    if name == "instrument" or name in set(Instrument):
        put(ctx, _instrument(name, format_), None)
        return
    page = page_text(name)
    if page is None or format_ == "json":
        page, data = _looked_up(ctx, name)
        if format_ == "json":
            from trm_policy.views.view import json_text

            page = json_text({**data, "page": page})
    put(ctx, rendered(page, ctx.color) if format_ == "text" else page, None)


def _instrument(name: str, format_: str) -> str:
    from trm_policy.views.instruments import NAME, instruments_view
    from trm_policy.views.view import shown

    return shown(instruments_view(None if name == NAME else Instrument(name)), format_)


def _looked_up(ctx: click.Context, name: str) -> tuple[str, dict[str, Any]]:
    """The page, and what is known of the rule in this repository."""
    from trm_policy.cli.loading import Loader

    return _page(Loader.of(ctx).rulebook(foreign=True), name)


def _page(book: Rulebook, name: str) -> tuple[str, dict[str, Any]]:
    """A rule's page and what is known of it; the tool's own findings and policies have some too."""
    from trm_policy.judging.catalogue import OWN
    from trm_policy.views.rules import rule_row

    if name in OWN:
        return f"# {name}\n\n{OWN[name]}\n", {"rule": name, "demands": OWN[name]}
    for policy in book.policies:
        if policy.rule == name:
            words = [policy.title, policy.because and f"Because of: {policy.because}."]
            page = f"# {name}\n\n" + "\n\n".join(word for word in words if word) + "\n"
            return page, {"rule": name, "demands": policy.title}
    rule = book.catalog.find(name)
    page = book.catalog.page(rule) or f"# {name}\n\n{rule.demand}\n"
    return page, rule_row(rule, book.settings)
