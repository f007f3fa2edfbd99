"""Personal data on firm ground."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "personal-data"
WHOLE = (
    "personal_data:\n  lawful_basis: Contract\n  controllers: [meridian, helix]\n"
    "  breach_notice: 24 hours\n"
)
SHARED = "personal data are shared ('driver-rota'), and "


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_complete_charter_has_agreed_on_them() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "lack"),
    [
        ("  lawful_basis: Contract\n", "", "lawful_basis", "the lawful basis"),
        ("  controllers: [meridian, helix]\n", "", "controllers", "who the controllers are"),
        ("  breach_notice: 24 hours\n", "", "breach_notice", "how soon a breach is told"),
    ],
)
def test_what_is_missing_is_marked_at_the_section(
    old: str, new: str, field: str, lack: str
) -> None:
    files = edited((old, new))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "personal_data:"),
            f"personal_data.{field}",
            f"{SHARED}the charter does not say {lack}",
        )
    ]


def test_no_controllers_at_all_are_marked_themselves() -> None:
    assert found(("[meridian, helix]\n  breach", "[]\n  breach")) == [
        ("personal_data.controllers", f"{SHARED}the charter does not say who the controllers are")
    ]


@pytest.mark.parametrize("nothing", ["", "personal_data:\n"])
def test_nothing_agreed_is_one_finding(nothing: str) -> None:
    assert found((WHOLE, nothing)) == [("personal_data", f"{SHARED}nothing is agreed about them")]


def test_every_personal_item_is_named() -> None:
    rota = "    rule: ask-first\n"

    assert found((WHOLE, ""), (rota, rota + "    personal: true\n")) == [
        (
            "personal_data",
            (
                "personal data are shared ('driver-rota' and 'depot-costs'), "
                "and nothing is agreed about them"
            ),
        )
    ]


def test_without_personal_items_nothing_needs_to_be_agreed() -> None:
    assert found((WHOLE, ""), ("    personal: true\n", "")) == []
    never = ("    rule: can-share\n    personal", "    rule: never-share\n    personal")
    assert found((WHOLE, ""), never) == []


def test_what_the_model_refused_or_is_blank_is_one_finding() -> None:
    assert found(("  breach_notice: 24 hours\n", "  breach_notice: soon\n")) == []
    assert found((WHOLE, "personal_data: agreed\n")) == []
    assert found(("  lawful_basis: Contract\n", '  lawful_basis: ""\n')) == []


def test_it_is_asked_of_every_tier_unless_declared_not_applicable() -> None:
    small = ("tier: strategic ", "tier: transactional ")
    declared = ("waivers: []\n", "not_applicable: {personal_data: Made anonymous at the gate.}\n")

    assert len(found((WHOLE, ""), small)) == 1
    assert found((WHOLE, ""), declared) == []
