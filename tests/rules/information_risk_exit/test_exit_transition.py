"""A handover that both could start tomorrow."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "exit-transition"
NOTICE = "  notice: 9 months\n"
DURATION = "    duration: 6 months\n"
OWNERS = "    owners: {meridian: ravi, helix: sofia}\n    data"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def owners(text: str) -> tuple[str, str]:
    return OWNERS, f"    owners: {text}\n    data"


def test_the_handover_of_the_complete_charter_could_start_tomorrow() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize(
    ("field", "lack"),
    [
        ("duration", "how long it takes"),
        ("data_return", "what becomes of the data"),
        ("intellectual_property", "who may use what was made together"),
        ("knowledge", "how knowledge is handed over"),
        ("continuity", "how the service goes on meanwhile"),
    ],
)
def test_what_the_plan_lacks_is_marked_at_it(field: str, lack: str) -> None:
    lines = edited()[CHARTER].decode().split("\n")
    line = next(text for text in reversed(lines) if text.startswith(f"    {field}: ")) + "\n"
    files = edited((line, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  transition:"),
            f"exit.transition.{field}",
            f"the plan for the handover does not say {lack}",
        )
    ]


class TestOwners:
    def test_are_one_of_each_party(self) -> None:
        files = edited(owners("{meridian: ravi}"))

        assert findings(files, RULE) == [
            Seen(
                RULE,
                "error",
                line_of(files, "owners: {meridian: ravi}"),
                "exit.transition.owners.helix",
                "nobody of Helix Cold Chain AB runs the handover",
            )
        ]

    def test_belong_to_the_party(self) -> None:
        assert found(owners("{meridian: ravi, helix: lena}")) == [
            (
                "exit.transition.owners.helix",
                (
                    "Lena Hart, who is to run the handover for Helix Cold Chain AB, does not "
                    "belong to it"
                ),
            )
        ]

    def test_whom_nobody_knows_are_for_another_rule_to_blame(self) -> None:
        assert found(owners("{meridian: ravi, helix: sophia}")) == []


class TestNotice:
    def test_is_at_least_as_long_as_the_handover(self) -> None:
        files = edited((NOTICE, "  notice: 5 months\n"))

        assert findings(files, RULE) == [
            Seen(
                RULE,
                "error",
                line_of(files, DURATION.rstrip()),
                "exit.transition.duration",
                "the handover takes 6 months, and the notice of 5 months is over before",
            )
        ]

    @pytest.mark.parametrize("notice", ["6 months", "26 weeks", "182 days", "1 year"])
    def test_may_be_written_in_other_words(self, notice: str) -> None:
        assert found((NOTICE, f"  notice: {notice}\n")) == []

    @pytest.mark.parametrize("notice", ["", "  notice: 0 days\n", "  notice: long\n"])
    def test_that_is_missing_is_for_another_rule_to_blame(self, notice: str) -> None:
        assert found((NOTICE, notice)) == []

    def test_that_is_written_below_is_the_one_marked(self) -> None:
        below = ("approvals:  ", "  notice: 5 months\n\napprovals:  ")

        assert [at for at, _ in found((NOTICE, ""), below)] == ["exit.notice"]


def test_a_missing_plan_or_exit_is_for_other_rules_to_blame() -> None:
    text = edited()[CHARTER].decode()
    plan = text[text.index("  transition:\n") : text.index("approvals:  ")]

    assert found((plan, "")) == []
    assert found((plan, "  transition: {}\n")) == []
    assert found(("\nexit:\n", "\nextensions:\n")) == []


def test_a_preferred_partnership_is_left_alone() -> None:
    assert found((DURATION, ""), ("tier: strategic ", "tier: preferred ")) == []
