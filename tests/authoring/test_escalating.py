"""What may be written of an escalation, and what may not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest

from tests.support import edited, partnership
from trm_policy.authoring.escalation import (
    EscalationError,
    EscalationWriter,
    OpenEscalation,
    Raising,
    change,
    create,
)
from trm_policy.errors import TrmError
from trm_policy.portfolio.partnership import Partnership
from trm_policy.source import WorkTree
from trm_policy.timing import parse_instant

FOLDER = "partnerships/meridian-helix/escalations"
RECORD = f"{FOLDER}/2026-003.md"
NOW = parse_instant("2026-11-20T15:00Z")
SETTLED = "settled_at: 2026-09-09T16:00+01:00\n"
STEPS = "".join(
    line + "\n" for line in edited()[RECORD].decode().split("\n")[6:13] if "settled" not in line
)


def desk(read: Partnership | None = None, now: datetime = NOW) -> EscalationWriter:
    return EscalationWriter(read or partnership(), now)


def case(*edits: tuple[str, str], now: datetime = NOW) -> tuple[OpenEscalation, bytes]:
    """The example's escalation, not settled, and changed; with its file."""
    files = edited((SETTLED, ""), *edits, path=RECORD)
    here = desk(partnership(files), now)
    return OpenEscalation(here, here.record("2026-003")), files[RECORD]


def refusal(act: object) -> str:
    with pytest.raises(EscalationError) as caught:
        act()  # type: ignore[operator]
    return str(caught.value)


def at(text: str) -> datetime:
    return parse_instant(text)


def test_what_is_raised_starts_at_the_lowest_level_by_the_clock_of_its_raiser() -> None:
    stockholm = at("2026-11-20T16:00+01:00")
    found = desk().front(Raising("Late", "nils", kpi="otif"))
    assert found == {
        "title": "Late",
        "raised_by": "nils",
        "raised_at": stockholm,
        "kpi": "otif",
        "steps": [{"level": "operations", "reached_at": stockholm}],
    }
    assert found["raised_at"].isoformat() == "2026-11-20T16:00:00+01:00"


def test_a_trigger_brings_its_risk_and_the_level_it_starts_at() -> None:
    wish = Raising("Late", "Tom ELLIS", trigger="store-at-risk")
    found = desk().front(wish)
    assert (found["risk"], found["steps"][0]["level"]) == ("depot-loss", "directors")
    assert desk().story(wish) == ("Raised because: A store cannot be supplied within 12 hours\n")
    higher = Raising("Late", "tom", trigger="store-at-risk", level="Executive sponsors")
    assert desk().front(higher)["steps"][0]["level"] == "sponsors"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Raising("T", "tim"), "meridian-helix has no person called 'tim'; did you mean 'tom'?"),
        (
            Raising("T", "tom", level="owner"),
            "meridian-helix has no escalation level 'owner'; did you mean 'owners'?",
        ),
        (
            Raising("T", "tom", kpi="otiff"),
            "meridian-helix has no KPI 'otiff'; did you mean 'otif'?",
        ),
        (
            Raising("T", "tom", risk="depot"),
            "meridian-helix has no risk 'depot'; did you mean 'depot-loss'?",
        ),
        (
            Raising("T", "tom", trigger="red"),
            (
                "meridian-helix has no trigger 'red'; choose from: service-red, store-at-risk, "
                "trust-at-stake"
            ),
        ),
        (Raising("  ", "tom"), "state what it is about: --title TEXT"),
        (
            Raising("T", "tom", at=at("2026-11-20T17:00+01:00")),
            (
                "2026-11-20T17:00+01:00 is in the future; it is now 2026-11-20T16:00+01:00. "
                "Correct --at"
            ),
        ),
    ],
)
def test_what_cannot_be_raised_is_said_with_the_nearest_name(wish: Raising, said: str) -> None:
    assert refusal(lambda: desk().front(wish)) == said


def test_who_has_left_raises_nothing() -> None:
    left = ("    deputy: lena\n", "    deputy: lena\n    left: 2026-11-01\n")
    files = edited(left, path="partnerships/directory.yaml")
    said = refusal(lambda: desk(partnership(files)).front(Raising("T", "ada")))
    assert said == "Ada Okafor left on 2026-11-01; name who raises it instead"


def test_without_a_ladder_nothing_is_raised() -> None:
    read = partnership()
    charter = read.charter.model_copy(update={"escalation": None})
    bare = Partnership(
        read.id, read.path, read.document, read.built, charter, read.records, read.roster
    )
    assert refusal(lambda: desk(bare).front(Raising("T", "tom"))) == (
        "meridian-helix has no escalation levels, so no one could acknowledge; add them under "
        "'escalation' in its charter first"
    )


def test_a_broken_ladder_is_to_be_fixed_first() -> None:
    files = edited(("    - id: owners\n", "    - id: Owners!\n"))
    assert refusal(lambda: desk(partnership(files)).front(Raising("T", "tom"))) == (
        "'escalation' in partnerships/meridian-helix/partnership.yaml is not valid; "
        "'trm check partnerships/meridian-helix' shows how to fix it"
    )


def test_a_party_acknowledges_by_itself_or_by_one_of_its_people() -> None:
    assert desk().speaker("Helix cold chain ab") == ("helix", None)
    party, actor = desk().speaker("sofia")
    assert (party, actor.name if actor else "") == ("helix", "Sofia Ek")
    assert refusal(lambda: desk().speaker("hellix")) == (
        "meridian-helix has no party or person called 'hellix'; did you mean 'helix'?"
    )


def test_an_acknowledgement_is_added_where_the_escalation_stands() -> None:
    one, raw = case((", helix: 2026-09-08T12:05+01:00", ""))
    made = one.written(raw, one.acknowledged("helix", at("2026-09-08T13:05+02:00")))
    assert made.decode() == raw.decode().replace(
        "{meridian: 2026-09-08T11:20+01:00}",
        '{meridian: 2026-09-08T11:20+01:00, helix: "2026-09-08T13:05+02:00"}',
    )


def test_a_step_is_added_below_the_others_and_the_story_stays() -> None:
    one, raw = case()
    made = one.written(raw, one.passed_on(one.writer.levels[2], at("2026-09-10T10:15+01:00")))
    new = "  - level: directors\n    reached_at: 2026-09-10T10:15+01:00\n"
    assert made.decode() == raw.decode().replace("---\nTwo", f"{new}---\nTwo")


def test_it_is_settled_with_its_outcome_below_the_story() -> None:
    one, raw = case()
    made = one.written(raw, one.settled(at("2026-09-09T16:00+01:00")), "A spare trailer")
    assert made.decode() == (
        edited()[RECORD].decode().rstrip("\n") + "\n\nOutcome: A spare trailer\n"
    )


def test_a_record_without_steps_gets_its_first_one_too() -> None:
    one, raw = case((STEPS, ""))
    assert "steps" not in raw.decode()
    made = one.written(raw, one.acknowledged("helix", at("2026-09-07T12:15+02:00")))
    front = EscalationWriter(partnership(edited() | {RECORD: made}), NOW).record("2026-003").front
    assert front is not None
    assert [(s.level, s.reached_at, s.acknowledged) for s in front.steps] == [
        (
            "operations",
            at("2026-09-07T10:15+01:00"),
            {"helix": at("2026-09-07T12:15+02:00")},
        )
    ]


def test_nothing_is_written_before_what_came_before_it() -> None:
    one, _ = case((", helix: 2026-09-08T12:05+01:00", ""))
    early = at("2026-09-08T10:14+01:00")
    said = (
        "2026-09-08T10:14+01:00 is before the level 'owners' was reached, which was at "
        "2026-09-08T10:15+01:00; correct --at"
    )
    assert refusal(lambda: one.acknowledged("helix", early)) == said
    assert refusal(lambda: one.passed_on(one.writer.levels[2], early)) == said
    assert refusal(lambda: one.settled(early)) == said
    assert refusal(lambda: one.settled(at("2026-09-07T11:14+02:00"))) == (
        "2026-09-07T11:14+02:00 is before 2026-003 was raised, which was at "
        "2026-09-07T10:15+01:00; correct --at"
    )


def test_it_climbs_and_never_goes_down() -> None:
    one, _ = case()
    assert refusal(lambda: one.passed_on(one.writer.levels[1], NOW)) == (
        "2026-003 is on the level 'owners', and 'owners' is not above it; choose from: "
        "directors, sponsors"
    )
    top, _ = case(("level: owners", "level: sponsors"))
    assert refusal(lambda: top.passed_on(top.writer.levels[0], NOW)) == (
        "2026-003 is on the level 'sponsors', and 'operations' is not above it; it is the "
        "last one. What follows: Mediation in London within 30 days, then arbitration under the "
        "SCC rules."
    )


def test_a_party_acknowledges_once_and_nothing_follows_the_settling() -> None:
    one, _ = case()
    assert refusal(lambda: one.acknowledged("helix", NOW)) == (
        "Helix Cold Chain AB acknowledged 2026-003 on the level 'owners' at "
        "2026-09-08T12:05+01:00 already; nothing was changed"
    )
    over = OpenEscalation(desk(), desk().record("2026-003"))
    for act in (
        lambda: over.acknowledged("helix", NOW),
        lambda: over.passed_on(desk().levels[3], NOW),
        lambda: over.settled(NOW),
    ):
        assert refusal(act) == (
            "2026-003 was settled at 2026-09-09T16:00+01:00; nothing was changed. How it ended can "
            f"still be added as 'Outcome: TEXT' at the end of {RECORD}. If the issue returns, open "
            "a new escalation: 'trm escalation open'"
        )


def test_a_record_with_a_mistake_is_to_be_fixed_first() -> None:
    one, _ = case(("reached_at: 2026-09-08T10:15+01:00", "reached_at: 2026-09-08"))
    assert refusal(lambda: one.settled(NOW)) == (
        f"{RECORD} is not valid; 'trm check partnerships/meridian-helix' shows how to fix it"
    )


def read_from(root: Path) -> EscalationWriter:
    source = WorkTree(root)
    files = {path.as_posix(): source.read(path) or b"" for path in source.files(PurePosixPath())}
    return desk(partnership(files))


def test_a_number_follows_the_highest_of_its_year(repository: Path) -> None:
    source, wish = WorkTree(repository), Raising('Say "no": #1 <b>', "tom")
    folder = repository / FOLDER
    (folder / "2025-120.md").write_bytes((folder / "2026-003.md").read_bytes())
    (folder / "2026-011-late.md").write_bytes((folder / "2026-003.md").read_bytes())
    assert create(repository, source, read_from(repository), wish).name == "2026-012.md"
    text = (folder / "2026-012.md").read_text("utf-8")
    assert text == (
        "---\nid: 2026-012\ntitle: 'Say \"no\": #1 <b>'\nraised_by: tom\n"
        "raised_at: 2026-11-20T15:00Z\nsteps:\n  - level: operations\n"
        "    reached_at: 2026-11-20T15:00Z\n---\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "2025-120.md",
        "2026-003.md",
        "2026-011-late.md",
        "2026-012.md",
    ]


def test_a_file_that_came_in_between_is_not_overwritten(repository: Path) -> None:
    class Slow(WorkTree):
        """Sees the folder as it was before somebody else wrote, once."""

        def files(self, folder: PurePosixPath):  # type: ignore[no-untyped-def]
            found = list(super().files(folder))
            taken = repository / FOLDER / "2026-004.md"
            if not taken.exists():
                taken.write_text("somebody else's", "utf-8")
            return iter(found)

    path = create(repository, Slow(repository), read_from(repository), Raising("T", "tom"))
    assert path.name == "2026-005.md"
    assert (repository / FOLDER / "2026-004.md").read_text("utf-8") == "somebody else's"


def test_a_disk_without_links_and_what_a_killed_writer_left_do_not_matter(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    (repository / FOLDER / ".2026-004.md.trm-new").write_text("half a", "utf-8")
    path = create(repository, WorkTree(repository), read_from(repository), Raising("T", "tom"))
    names = sorted(one.name for one in (repository / FOLDER).iterdir())
    assert (path.name, names) == ("2026-004.md", ["2026-003.md", "2026-004.md"])
    assert read_from(repository).record("2026-004").front is not None


def test_a_folder_that_leads_out_of_the_repository_is_refused(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    here = read_from(repository)
    (repository / FOLDER).rename(outside / "kept")
    (repository / FOLDER).symlink_to(outside)
    said = f"{FOLDER} is a link; replace it. Nothing was changed"
    with pytest.raises(TrmError) as caught:
        create(repository, WorkTree(repository), here, Raising("T", "tom"))
    assert str(caught.value) == said
    one, _ = case()
    said = f"{RECORD} cannot be opened, or a link leads there; replace it"
    assert refusal(lambda: change(repository, one, [])) == said
    assert [path.name for path in outside.iterdir()] == ["kept"]
