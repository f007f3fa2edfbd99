"""Enough KPIs to steer by, and no more."""

from collections.abc import Mapping

from tests.support import CHARTER, Seen, edited, findings
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "kpi-count"


def settings(**options: int) -> Settings:
    table = build(SettingsTable, {"rules": {RULE: options}}).value
    assert table is not None
    return Settings(table)


def with_kpis(kpis: str) -> Mapping[str, bytes]:
    """The complete charter with other KPIs."""
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("kpis:\n  otif:"), text.index("committees:\n")
    return files | {CHARTER: (text[:start] + kpis + text[end:]).encode()}


def kpis(count: int) -> str:
    return "kpis:\n" + "".join(f"  k{n}: {{name: Figure {n}}}\n" for n in range(count))


def test_two_are_too_few() -> None:
    files = with_kpis(kpis(2))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            files[CHARTER].decode().split("\n").index("kpis:") + 1,
            "kpis",
            "the charter has 2 KPIs; a strategic partnership needs at least 3",
        )
    ]


def test_a_charter_without_any_is_marked_at_its_first_line() -> None:
    assert findings(with_kpis(""), RULE) == [
        Seen(
            RULE,
            "error",
            1,
            "kpis",
            "the charter has no KPI; a strategic partnership needs at least 3",
        )
    ]


def test_three_to_twelve_are_well() -> None:
    assert findings(with_kpis(kpis(3)), RULE) == []
    assert findings(with_kpis(kpis(12)), RULE) == []


def test_thirteen_are_a_warning() -> None:
    assert [(one.severity, one.message) for one in findings(with_kpis(kpis(13)), RULE)] == [
        ("warning", "the charter has 13 KPIs; more than 12 are hardly looked at")
    ]


def test_an_organisation_may_draw_other_bounds() -> None:
    seen = findings(with_kpis(kpis(5)), RULE, settings=settings(least=6))
    more = findings(with_kpis(kpis(5)), RULE, settings=settings(most=4))

    assert [one.message for one in seen] == [
        "the charter has 5 KPIs; a strategic partnership needs at least 6"
    ]
    assert [one.severity for one in more] == ["warning"]


def test_kpis_that_cannot_be_read_are_not_called_missing() -> None:
    assert findings(with_kpis("kpis: many\n"), RULE) == []


def test_a_kpi_that_the_model_refused_is_not_called_missing() -> None:
    assert findings(with_kpis(kpis(2) + "  third: {unit: days}\n"), RULE) == []


def test_only_strategic_partnerships_are_counted() -> None:
    files = with_kpis(kpis(1))
    text = files[CHARTER].decode().replace("tier: strategic ", "tier: preferred ")

    assert findings(dict(files) | {CHARTER: text.encode()}, RULE) == []
