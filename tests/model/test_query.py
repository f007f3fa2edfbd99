"""A KPI's source as text, or with a query below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.diff.editing import changes, charter_data, put
from tests.pulling.charters import QUERY, SOURCE
from tests.running import check, edit
from tests.support import CHARTER
from trm_policy.model.audience import audience_of
from trm_policy.model.building import build
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.shape import schema

SAID = "Helix transport system, order export"


def kpi(source: Any) -> Kpi | None:
    return build(Kpi, {"name": "On time", "source": source}).value


def test_a_source_is_the_same_written_short_or_in_full() -> None:
    short, full = kpi("Trailer telemetry"), kpi({"description": "Trailer telemetry"})
    assert short == full
    assert short is not None
    assert (short.source_text, short.query) == ("Trailer telemetry", None)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"aggregate": "sum"}, "lacks 'column', the column with the numbers"),
        ({}, "lacks 'column', the column with the numbers"),
        (
            {"aggregate": "count", "column": "id"},
            "has a 'column', which has no effect with 'aggregate: count'",
        ),
        (
            {"aggregate": "percentage"},
            "lacks 'counting', the condition for a row to be counted",
        ),
        (
            {"aggregate": "count", "counting": {"late": False}},
            "has 'counting', which is for 'aggregate: percentage'; choose rows with 'where'",
        ),
        (
            {"aggregate": "percentage", "counting": {"late": False}, "divided_by": "km"},
            "has 'divided_by', which has no effect with 'aggregate: percentage'",
        ),
    ],
)
def test_keys_that_do_not_go_together_are_refused(query: dict[str, Any], said: str) -> None:
    whole = {"connection": "w", "table": "t", "period": "p", **query}
    built = build(Kpi, {"name": "K", "source": {"description": "d", "query": whole}})
    assert [one.message for one in built.refusals] == [f"source.query {said}"]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ([], "must be a value, a list of values, or a comparison, not a list"),
        ({"at_most": "x"}, "at_most: 'x' is neither a number nor a day"),
        ({"at_most": True}, "at_most must be a number or a day, not true"),
        ({"any_of": [["x"]]}, "any_of.1 must be text, a number, a day, true or false, not a list"),
    ],
)
def test_a_condition_that_cannot_be_met_is_refused(condition: Any, said: str) -> None:
    query = {"connection": "w", "table": "t", "period": "p", "column": "c"}
    source = {"description": "d", "query": {**query, "where": {"state": condition}}}
    built = build(Kpi, {"name": "K", "source": source})
    messages = [one.message.replace(" ", ".", 1) for one in built.refusals]
    where = "source.query.where.state."
    assert [message.removeprefix(where) for message in messages] == [
        said if said.startswith("must") else said.replace(" ", ".", 1)
    ]


def test_check_finds_a_query_that_is_not_complete_at_its_line(repository: Path) -> None:
    edit(
        repository,
        SOURCE,
        f"    source:\n      description: {SAID}\n      query:\n        connection: warehouse\n"
        "        table: deliveries\n        period: delivered_on\n        aggregate: sum\n",
    )
    lines = (repository / CHARTER).read_text("utf-8").splitlines()
    done = check(repository)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        f"{CHARTER}:{lines.index('      query:') + 1}:7  error  schema",
        "  kpis.otif.source.query lacks 'column', the column with the numbers",
    ]


def test_only_the_host_reads_the_query() -> None:
    charter = build(Charter, charter_data()).value
    assert charter is not None
    seen = {
        inner: str(audience_of(charter, ("kpis", "otif", "source", *inner.split("/"))))
        for inner in ("description", "query", "query/table", "query/where/state/any_of")
    }
    assert seen == {
        "description": "partner",
        "query": "internal",
        "query/table": "internal",
        "query/where/state/any_of": "internal",
    }


def test_a_query_below_the_same_words_is_a_change_of_its_own() -> None:
    found = changes(put("kpis/otif/source", {"description": SAID, "query": QUERY}))
    assert [".".join(map(str, change.at)) for change in found] == ["kpis.otif.source.query"]
    assert changes(put("kpis/otif/source", {"description": SAID})) == ()


def test_editors_take_text_and_keys() -> None:
    field = schema(Charter)["$defs"]["Kpi"]["properties"]["source"]
    assert field["anyOf"] == [
        {"type": "string"},
        {"$ref": "#/$defs/KpiSource"},
        {"type": "null"},
    ]
