"""``trm portfolio watch`` of the ten: each of the seven alarms where it was made to go off."""

from __future__ import annotations

from tests.ten.portfolio import files
from tests.ten.seeing import by_id, seen

WARNINGS = {
    "acorn": {},
    "birch": {
        # 97, 96, 95, 94, 93, 92: of the 6! = 720 orders one falls so, one rises so: 2 / 720
        "declining trend": {
            "kpi on-time": "worsening over the newest 6 figures (p = 0.003; season not ruled out)"
        },
        "sponsor absent": {
            "sponsor other": "neither Chief of Birch nor a deputy came to the last review"
        },
        # strategic since 2025-01-01, a year later the first survey is due
        "stale data": {"survey": "the first survey was due on 2026-01-01"},
    },
    "cedar": {"missed reviews": {"review qbr": "no minutes for 2026-07-12, 2026-10-12"}},
    "dogwood": {
        "satisfaction gap": {
            # told from half of the limit of 1 on
            "question trust": "Home plc 4.5, Staff of Dogwood 3: 1.50 of 5 apart in 2026",
            "question pay": "Home plc 4, Staff of Dogwood 2.6: 1.40 of 5 apart in 2026",
            # (3.5 + 3) / 2 = 3.25, then (3 + 2.6) / 2 = 2.8: by more than 0.3
            "party other": "Staff of Dogwood answered 3.25 in 2025 on average, now 2.80",
        }
    },
    "elm": {},
    "fir": {
        # of ten hours 1, 1, 1, then 4, 5, 4: the medians are 1 and 4, by more than half as much
        "slower acknowledgement": {
            "party other": "Fir Ltd: the newest 3 took 40% of the time allowed, the 3 before 10%"
            " (medians)"
        }
    },
    "gorse": {
        "stale data": {
            "kpi on-time": "the figure for 2026-08 was due on 2026-09-14",
            "risk flood": "due for assessment by 2026-09-30",
        }
    },
    "hazel": {"many amber": {"kpis": "2 amber of 3 known"}},  # half or more of at least two
    "ivy": {},
    "juniper": {},
}
FEW = "no KPI has 5 figures that are up to date"
UNHEARD = "no escalation under the present version shows how soon a party acknowledges"
UNASKED = "no survey of this year or the last"
UNKNOWN = {
    "acorn": {},
    "birch": {"slower acknowledgement": UNHEARD, "satisfaction gap": UNASKED},
    "cedar": {
        "declining trend": FEW,
        "slower acknowledgement": UNHEARD,
        "satisfaction gap": UNASKED,
    },
    "dogwood": {"declining trend": FEW, "slower acknowledgement": UNHEARD},
    "elm": {
        "declining trend": FEW,
        "slower acknowledgement": UNHEARD,
        "missed reviews": "no review is planned of which minutes are kept",
        "sponsor absent": "no sponsor is named",
        "satisfaction gap": UNASKED,
        "stale data": "nothing is measured",
        "many amber": "no KPI has a status",
    },
    "fir": {"declining trend": FEW, "satisfaction gap": UNASKED},
    "gorse": {
        "declining trend": FEW,
        "slower acknowledgement": UNHEARD,
        "satisfaction gap": UNASKED,
        "many amber": "no KPI has a status",
    },
    "hazel": {
        "declining trend": FEW,
        "slower acknowledgement": UNHEARD,
        "satisfaction gap": UNASKED,
    },
    "ivy": {},
    "juniper": {},
}


def test_each_alarm_goes_off_where_it_should_with_its_reason() -> None:
    found = by_id(seen(files(), "watch"))
    assert {
        name: {
            alarm: {one["about"]: one["reason"] for one in told["warnings"]}
            for alarm, told in watch["lookouts"].items()
            if told["warnings"]
        }
        for name, watch in found.items()
    } == WARNINGS
    alarms = {alarm for warnings in WARNINGS.values() for alarm in warnings}
    assert alarms == set(found["acorn"]["lookouts"])  # all seven, each somewhere


def test_what_cannot_be_told_is_unknown_and_says_why() -> None:
    found = by_id(seen(files(), "watch"))
    assert {
        name: {
            alarm: told["unknown_because"]
            for alarm, told in watch["lookouts"].items()
            if told["state"] == "unknown"
        }
        for name, watch in found.items()
    } == UNKNOWN
