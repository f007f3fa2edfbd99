"""Enough KPIs to steer by, and no more."""

# ruff: noqa: E501 - a table is read row by row

from collections.abc import Mapping

from tests.support import (
    CHARTER,
    Case,
    edited,
    error,
    findings,
    table,
    warning,
)
from tests.support import (
    options as with_options,
)
from trm_policy.judging.settings import Settings

RULE = "kpi-count"


def settings(**options: int) -> Settings:
    return with_options(RULE, options)


def with_kpis(kpis: str) -> Mapping[str, bytes]:
    """The complete charter with other KPIs."""
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("kpis:\n  otif:"), text.index("committees:\n")
    return files | {CHARTER: (text[:start] + kpis + text[end:]).encode()}


def kpis(count: int) -> str:
    return "kpis:\n" + "".join(f"  k{n}: {{name: Figure {n}}}\n" for n in range(count))


# fmt: off
CASES = {
    "two are too few": Case(
        with_kpis(kpis(2)),
        error("kpis", "the charter has 2 KPIs; a strategic partnership needs at least 3", on="kpis:"),
    ),
    "a charter without any is marked where its KPIs belong": Case(
        with_kpis(""),
        error("kpis", "the charter has no KPI; a strategic partnership needs at least 3", on="committees:"),
    ),
    "three to twelve are well": Case(with_kpis(kpis(3))),
    "three to twelve are well (2)": Case(with_kpis(kpis(12))),
    "thirteen are a warning": Case(
        with_kpis(kpis(13)),
        warning(message="the charter has 13 KPIs; more than 12 get little attention"),
    ),
    "kpis that cannot be read are not called missing": Case(with_kpis("kpis: many\n")),
    "a kpi that the model refused is not called missing": Case(with_kpis(kpis(2) + "  third: {unit: days}\n")),
    "only strategic partnerships are counted": Case(
        dict(with_kpis(kpis(1))) | {CHARTER: with_kpis(kpis(1))[CHARTER].decode().replace("tier: strategic ", "tier: preferred ").encode()},
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_an_organisation_may_draw_other_bounds() -> None:
    seen = findings(with_kpis(kpis(5)), RULE, settings=settings(least=6))
    more = findings(with_kpis(kpis(5)), RULE, settings=settings(most=4))

    assert [one.message for one in seen] == [
        "the charter has 5 KPIs; a strategic partnership needs at least 6"
    ]
    assert [one.severity for one in more] == ["warning"]
