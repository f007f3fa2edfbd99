"""A way out where the ladder ends."""

from tests.support import CHARTER, Seen, edited, findings

RULE = "escalation-endgame"
ENDGAME = (
    "  endgame: Mediation in London within 30 days, then arbitration under the SCC rules.\n",
    "",
)


def test_the_complete_charter_says_what_follows_the_last_level() -> None:
    assert findings(edited(), RULE) == []


def test_an_escalation_without_an_endgame_is_marked_at_its_key() -> None:
    files = edited(ENDGAME)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            files[CHARTER].decode().split("\n").index("escalation:") + 1,
            "escalation.endgame",
            "the charter does not say what follows when the last escalation level cannot settle",
        )
    ]


def test_an_endgame_that_is_blank_or_refused_is_for_others_to_blame() -> None:
    assert findings(edited((ENDGAME[0], '  endgame: ""\n')), RULE) == []
    assert findings(edited((ENDGAME[0], "  endgame: 30\n")), RULE) == []


def test_only_a_strategic_partnership_with_an_escalation_path_is_asked() -> None:
    assert findings(edited(ENDGAME, ("tier: strategic ", "tier: preferred ")), RULE) == []
    assert findings(edited(("\nescalation:\n", "\nextensions:\n")), RULE) == []
