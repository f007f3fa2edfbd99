"""The lives of charters on real repositories, as host, partner and public may know them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.gitting import ADA, JONAS, RAVI, Repo
from tests.support import CHARTER, DIRECTORY, FOLDER, edited
from trm_policy.diff import NormalForm, normal
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.history import Repository
from trm_policy.history.log import Event, PortfolioLog
from trm_policy.history.log import EventKind as Kind
from trm_policy.history.log.states import ReadVersions, SectionReader
from trm_policy.model.audience import Override
from trm_policy.model.building import build
from trm_policy.model.charter import Charter
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.starter import complete

HERE = "partnerships/meridian-helix"
TARGET = "target: {value: 98, by: 2027-12-31}"
LOWER = "target: {value: 95, by: 2027-12-31}"
LOWERED = "target of On time in full: 98 → 95 %, by 2027-12-31"
VERSION = ("version: 2.1.3 ", "version: 2.2.0 ")
APPROVALS = "holds for the same major.minor\n"
ADA_AGREES = "  - {version: 2.2.0, party: meridian, person: ada, date: 2026-11-01, evidence: M}\n"
JONAS_AGREES = "  - {version: 2.2.0, party: helix, person: jonas, date: 2026-11-01, evidence: L}\n"
VISIBILITY = ("waivers: []\n", "waivers: []\nvisibility: {kpis.otif: internal}\n")


class Told(NamedTuple):
    kind: Kind
    sentence: str
    weakens: bool = False
    approved: bool | None = None


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.with_the_complete_portfolio(tmp_path / "governance")


def events(repo: Repo, audience: str = "internal", **how: Any) -> list[Event]:
    """What is told; the same is told whatever was kept when earlier commits were told of."""
    folders = (None, *[repo.root.parent / "cache"] * 2)
    first, *others = (
        PortfolioLog.of(
            Repository.at(repo.root),
            FOLDER,
            kept=ResultCache("log", repo.root, folder),
            **how,
        )
        for folder in folders
    )
    found = first.events(Override.parse(audience))
    assert [one.events(Override.parse(audience)) for one in others] == [found, found]
    return found


def told(repo: Repo, audience: str = "internal", newest: int = 100) -> list[Told]:
    """What the newest commits did, without what the first one began with."""
    found = events(repo, audience)
    first = repo.git("rev-list", "--max-parents=0", "HEAD")
    return [
        Told(one.kind, one.sentence, one.weakens, one.approved)
        for one in found
        if one.commit != first
    ][:newest]


def test_a_charter_begins_with_all_that_came_with_it(repo: Repo) -> None:
    found = [Told(one.kind, one.sentence) for one in events(repo)]
    assert found == [
        Told(Kind.CREATED, "created: active, version 2.1.3, between Meridian Foods plc and Helix "
             "Cold Chain AB"),
        Told(Kind.AGREED, "Meridian Foods plc (21 April 2026) and Helix Cold Chain AB "
             "(22 April 2026) agreed to version 2.1.0"),
        Told(Kind.MEASURED, "figures recorded: 10 of On time in full, 3 of Temperature excursions, "
             "3 of Carbon per delivered pallet and 2 more"),
        Told(Kind.REVIEWED, "minutes of Relationship health check of 2026-05-12, Annual strategic "
             "review of 2026-10-14 and Quarterly business review of 2026-10-20"),
        Told(Kind.ESCALATED, "escalation 2026-003 opened: Late trailers on the Leeds loop"),
        Told(Kind.SETTLED, "escalation 2026-003 settled: Late trailers on the Leeds loop"),
        Told(Kind.SURVEYED, "survey of 2026 recorded"),
    ]  # fmt: skip


def test_an_event_names_day_author_commit_and_who_may_know(repo: Repo) -> None:
    repo.edit((TARGET, LOWER))
    sha = repo.commit(author=ADA)
    assert events(repo)[0] == Event(
        at=datetime(2026, 11, 1, 2, tzinfo=UTC),
        partnership="meridian-helix",
        called="meridian-helix",
        title="Meridian Foods and Helix Cold Chain",
        kind=Kind.WEAKENED,
        sentence=f"weakened without approval: {LOWERED}",
        author="Ada Okafor",
        commit=sha,
        audience="partner",
        weakens=True,
        approved=False,
    )
    assert events(repo)[0].day == date(2026, 11, 1)


def test_a_weakening_that_every_party_approved_is_told_so_with_who_agreed(repo: Repo) -> None:
    repo.edit((TARGET, LOWER), VERSION, (APPROVALS, APPROVALS + JONAS_AGREES + ADA_AGREES))
    repo.commit(author=ADA)
    assert told(repo) == [
        Told(
            Kind.AGREED,
            "Meridian Foods plc and Helix Cold Chain AB agreed to version 2.2.0 on 1 November 2026",
        ),
        Told(
            Kind.WEAKENED,
            f"weakened with the approval of all concerned: {LOWERED}",
            True,
            True,
        ),
    ]


def test_a_weakening_that_one_party_approved_is_without_approval(repo: Repo) -> None:
    repo.edit((TARGET, LOWER), VERSION, (APPROVALS, APPROVALS + ADA_AGREES))
    repo.commit(author=ADA)
    assert told(repo) == [
        Told(Kind.AGREED, "Meridian Foods plc agreed to version 2.2.0 on 1 November 2026"),
        Told(Kind.WEAKENED, f"weakened without approval: {LOWERED}", True, False),
    ]


def test_a_commitment_that_is_put_off_needs_the_approval_of_the_other_party(repo: Repo) -> None:
    repo.edit(
        ("    due: 2026-11-23\n", "    due: 2027-11-23\n"), ("version: 2.1.3 ", "version: 2.1.4 ")
    )
    repo.edit((APPROVALS, APPROVALS + ADA_AGREES.replace("2.2.0", "2.1.4")))
    repo.commit(author=ADA)
    assert told(repo)[1] == Told(
        Kind.WEAKENED,
        "weakened with the approval of all concerned: due day of 120 extra pallets a day in "
        "weeks 48 to 52: 2026-11-23 → 2027-11-23",
        True,
        True,
    )


def test_nothing_is_promised_by_a_draft_yet(repo: Repo) -> None:
    repo.edit(("status: active  ", "status: draft  "))
    repo.commit()
    repo.edit((TARGET, LOWER))
    repo.commit()
    assert told(repo) == [
        Told(Kind.TARGETS, LOWERED),
        Told(Kind.STANDING, "status: active → draft, without approval", True, False),
    ]


def test_many_changes_of_a_kind_are_summed_up(repo: Repo) -> None:
    text = repo.read()
    for old, new in ((98, 98.5), (4, 3), (8.5, 8), (4.3, 4.4), (5, 4)):
        text = text.replace(f"target: {{value: {old}, ", f"target: {{value: {new}, ")
    repo.write(CHARTER, text)
    repo.commit()
    assert told(repo) == [
        Told(Kind.TARGETS, "5 targets moved: target of Carbon per delivered pallet: 8.5 → 8 kg "
             "CO2e, by 2028-06-30; target of Days to settle an escalation: 5 → 4 working days, by "
             "2027-06-30; target of On time in full: 98 → 98.5 %, by 2027-12-31; and 2 more"),
    ]  # fmt: skip


def test_people_are_told_of_and_words_are_not(repo: Repo) -> None:
    repo.edit(
        ("{meridian: ravi, helix: sofia}       #", "{meridian: tom, helix: sofia}       #"),
        ("A failure of this relationship empties", "The end of this relationship empties"),
    )
    repo.commit()
    repo.edit(("falling cost", "faling cost"))
    repo.commit()
    assert told(repo) == [
        Told(Kind.PEOPLE, "relationship owner of Meridian Foods plc: Ravi Menon → Tom Ellis")
    ]


def test_layout_is_nothing_to_tell(repo: Repo) -> None:
    repo.edit((TARGET, "target:   # as agreed\n      by: 2027-12-31\n      value: 98.0"))
    repo.commit()
    assert told(repo) == []


def test_a_version_that_cannot_be_read_is_passed_over(repo: Repo) -> None:
    repo.edit(("title: Meridian", "title: [Meridian"))
    repo.commit()
    repo.edit(("title: [Meridian", "title: Meridian"), (TARGET, LOWER))
    sha = repo.commit(author=JONAS)
    assert next((one.sentence, one.commit) for one in events(repo)) == (
        f"weakened without approval: {LOWERED}",
        sha,
    )
    assert len(told(repo)) == 1


def test_an_entry_that_the_model_refuses_for_a_while_was_never_removed(repo: Repo) -> None:
    repo.edit((TARGET, "target: {value: high, by: 2027-12-31}"))
    repo.commit()
    repo.edit(("target: {value: high, by: 2027-12-31}", TARGET))
    repo.commit()
    assert told(repo) == []


def test_a_life_goes_on_through_renames_removal_and_return(repo: Repo) -> None:
    repo.git("mv", HERE, "partnerships/cold-chain")
    repo.commit()
    repo.git("rm", "-rq", "partnerships/cold-chain")
    repo.commit()
    repo.git("checkout", "HEAD~1", "--", "partnerships")
    repo.edit((TARGET, LOWER), path="partnerships/cold-chain/partnership.yaml")
    repo.commit()
    found = told(repo)
    assert [one for one in found if one.kind in tuple(Kind)[:11]] == [
        Told(Kind.RESTORED, "put back"),
        Told(Kind.WEAKENED, f"weakened without approval: {LOWERED}", True, False),
        Told(Kind.REMOVED, "removed: active, version 2.1.3", True, False),
        Told(Kind.RENAMED, "the folder meridian-helix is now called cold-chain"),
    ]
    log = PortfolioLog.of(Repository.at(repo.root), FOLDER)
    assert log.names == {"cold-chain": "cold-chain", "meridian-helix": "cold-chain"}
    assert {one.partnership for one in events(repo)} == {"cold-chain"}
    assert {one.called for one in events(repo)} == {"cold-chain", "meridian-helix"}


def test_a_merge_is_told_once_by_whoever_wrote_what_it_brings(repo: Repo) -> None:
    repo.branch("proposal")
    repo.edit((TARGET, "target: {value: 97, by: 2027-12-31}"))
    repo.commit(author=ADA)
    repo.edit(("target: {value: 97, by: 2027-12-31}", LOWER))
    repo.commit(author=JONAS)
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "proposal", author=RAVI)
    assert told(repo) == [Told(Kind.WEAKENED, f"weakened without approval: {LOWERED}", True, False)]
    assert events(repo)[0].author == "Jonas Lindqvist"


def test_records_are_told_in_a_line_each(repo: Repo) -> None:
    figures = f"{HERE}/measurements.csv"
    repo.write(figures, repo.read(figures) + "otif,2026-11,97.0,\n")
    case = repo.read(f"{HERE}/escalations/2026-003.md").replace("2026-003", "2026-004")
    case = case.replace("settled_at: 2026-09-09T16:00+01:00\n", "")
    repo.write(f"{HERE}/escalations/2026-004.md", case)
    repo.commit()
    repo.edit(
        ("helix: 2026-09-08T12:05+01:00}\n",
         "helix: 2026-09-08T12:05+01:00}\nsettled_at: 2026-09-09T16:00+01:00\n"),
        path=f"{HERE}/escalations/2026-004.md",
    )  # fmt: skip
    repo.git("rm", "-q", f"{HERE}/surveys/2026.csv")
    repo.commit()
    assert told(repo) == [
        Told(Kind.SETTLED, "escalation 2026-004 settled: Late trailers on the Leeds loop"),
        Told(Kind.ERASED, "a record is removed: surveys/2026.csv"),
        Told(Kind.MEASURED, "figures recorded: 1 of On time in full"),
        Told(Kind.ESCALATED, "escalation 2026-004 opened: Late trailers on the Leeds loop"),
    ]


class TestWhoMayKnow:
    def test_what_is_hidden_now_was_never_told(self, repo: Repo) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        before = told(repo, "partner")
        repo.edit(VISIBILITY)
        repo.commit()
        assert before == [Told(Kind.WEAKENED, f"weakened without approval: {LOWERED}", True, False)]
        assert told(repo, "partner") == []
        assert "On time in full" not in str(events(repo, "partner"))
        assert "On time in full" in str(events(repo, "internal"))

    def test_what_was_hidden_then_stays_so(self, repo: Repo) -> None:
        repo.edit(VISIBILITY)
        repo.commit()
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.edit((VISIBILITY[1], VISIBILITY[0]))
        repo.commit()
        assert LOWERED not in str(events(repo, "partner"))
        assert LOWERED in str(events(repo, "internal"))

    def test_a_hidden_kpi_is_hidden_under_its_former_id_too(self, repo: Repo) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.write(CHARTER, repo.read().replace("otif", "in-full"))
        repo.commit()
        repo.edit((VISIBILITY[0], VISIBILITY[1].replace("otif", "in-full")))
        repo.commit()
        assert LOWERED not in str(events(repo, "partner"))
        assert LOWERED in str(events(repo, "internal"))

    def test_the_public_knows_neither_people_nor_approvals(self, repo: Repo) -> None:
        repo.edit(("audience: partner  ", "audience: public  "))
        repo.commit()
        repo.edit(("tier: strategic  ", "tier: preferred  "))
        repo.commit(author=ADA)
        then = events(repo, "public")
        assert [(one.sentence, one.author, one.approved, one.audience) for one in then] == [
            ("tier: strategic → preferred", "", None, "public")
        ]

    def test_a_party_reads_as_a_partner_only_where_it_is_one(self, repo: Repo) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        assert len(events(repo, "partner:helix")) == len(events(repo, "partner"))
        assert events(repo, "partner:acme") == []

    def test_a_last_version_that_cannot_be_read_leaves_the_past_to_the_host(
        self, repo: Repo
    ) -> None:
        repo.edit((VISIBILITY[0], "waivers: []\nvisibility: [kpis.otif\n"))
        repo.commit()
        assert events(repo, "partner") == []
        assert len(events(repo)) == 7

    def test_a_hidden_title_stands_in_no_event(self, repo: Repo) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.edit((VISIBILITY[0], "waivers: []\nvisibility: {title: internal}\n"))
        repo.commit()
        assert {one.title for one in events(repo, "partner")} == {"meridian-helix"}
        assert {one.title for one in events(repo)} == {"Meridian Foods and Helix Cold Chain"}

    def test_a_hidden_status_is_not_told_when_the_charter_is_removed(self, repo: Repo) -> None:
        hidden = "waivers: []\nvisibility: {status: internal, version: internal}\n"
        repo.edit((VISIBILITY[0], hidden))
        repo.commit()
        repo.git("rm", "-rq", HERE)
        repo.commit()
        assert told(repo, "partner", newest=1) == [Told(Kind.REMOVED, "removed")]
        assert told(repo, newest=1) == [
            Told(Kind.REMOVED, "removed: active, version 2.1.3", True, False)
        ]

    def test_a_name_from_when_the_charter_was_for_the_host_alone_is_not_told(
        self, repo: Repo
    ) -> None:
        repo.edit(("audience: partner  ", "audience: internal  "))
        repo.commit()
        repo.git("mv", HERE, "partnerships/opened")
        opened = "partnerships/opened/partnership.yaml"
        repo.edit(("audience: internal  ", "audience: partner  "), path=opened)
        repo.commit()
        assert "meridian-helix" not in str(told(repo, "partner"))
        assert Told(Kind.RENAMED, "the folder meridian-helix is now called opened") in told(repo)

    def test_what_was_recorded_while_a_thing_was_hidden_stays_so(self, repo: Repo) -> None:
        figures = f"{HERE}/measurements.csv"
        repo.edit(VISIBILITY)
        repo.commit()
        repo.write(figures, repo.read(figures) + "otif,2026-11,97.0,\n")
        repo.commit()
        repo.edit((VISIBILITY[1], VISIBILITY[0]))
        repo.commit()
        recorded = Told(Kind.MEASURED, "figures recorded: 1 of On time in full")
        assert recorded not in told(repo, "partner")
        assert recorded in told(repo)

    def test_a_hidden_record_is_not_told_of_when_it_is_removed(self, repo: Repo) -> None:
        hidden = "waivers: []\nvisibility: {reviews.qbr: internal, kpis.otif: internal}\n"
        repo.edit((VISIBILITY[0], hidden))
        repo.commit()
        gone = (f"{HERE}/reviews/2026-10-20-qbr.md", f"{HERE}/escalations/2026-003.md")
        repo.git("rm", "-q", *gone)
        repo.commit()
        assert told(repo, "partner") == []
        assert told(repo, newest=1) == [
            Told(Kind.ERASED, "2 records are removed: escalations/2026-003.md and "
                 "reviews/2026-10-20-qbr.md")
        ]  # fmt: skip

    def test_who_did_it_is_told_to_those_alone_who_may_know_of_people(self, repo: Repo) -> None:
        repo.edit((VISIBILITY[0], "waivers: []\nvisibility: {people: internal}\n"))
        repo.commit()
        repo.edit((TARGET, LOWER))
        repo.commit(author=ADA)
        assert {one.author for one in events(repo, "partner")} == {""}

    def test_a_party_knows_no_past_in_which_another_organisation_was_that_party(
        self, repo: Repo
    ) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.edit(("organisation: helix-cold-chain", "name: Helix Freight"))
        repo.commit()
        assert events(repo, "partner:helix") == []
        assert events(repo, "partner:meridian") != []

    def test_a_party_knows_nothing_of_a_charter_that_is_gone(self, repo: Repo) -> None:
        repo.git("rm", "-rq", HERE)
        repo.commit()
        assert events(repo, "partner:helix") == []
        assert events(repo, "partner") != []

    @pytest.mark.parametrize(
        "slip",
        [
            "visibility: {kpis.carbon: internal}\nvisibility: {kpis.otif: internal}\n",
            "visibility: {kpis.otif: intrenal}\n",
        ],
    )
    def test_a_slip_in_what_is_hidden_leaves_the_past_to_the_host(
        self, repo: Repo, slip: str
    ) -> None:
        repo.edit((VISIBILITY[0], f"waivers: []\n{slip}"))
        repo.commit()
        assert events(repo, "partner") == []


class TestTheLast:
    def test_events_are_the_newest_of_all(self, repo: Repo) -> None:
        for value in range(97, 87, -1):
            text = repo.read()
            start = text.index("target: {value: ") + len("target: {value: ")
            repo.write(CHARTER, text[:start] + str(value) + text[text.index(",", start) :])
            repo.commit()
        log = PortfolioLog.of(Repository.at(repo.root), FOLDER)
        everything = log.events(Override.parse("internal"))
        for limit in (1, 3, 11, 100):
            assert log.events(Override.parse("internal"), limit=limit) == everything[:limit]
        assert log.last_of_each(Override.parse("internal"), 5) == {"meridian-helix": everything[:5]}

    def test_days_since_one_are_compared_with_what_was_before(self, repo: Repo) -> None:
        repo.edit(("title: Meridian", "title: [Meridian"))
        repo.commit()
        repo.hours = 40
        repo.edit(("title: [Meridian", "title: Meridian"), (TARGET, LOWER))
        repo.commit()
        found = events(repo, since=date(2026, 11, 2))
        assert [one.sentence for one in found] == [f"weakened without approval: {LOWERED}"]


def test_several_processes_tell_what_one_tells(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("second", "third"):
        repo.write(f"partnerships/{name}/partnership.yaml", repo.read())
        repo.commit()
    alone = events(repo)
    monkeypatch.setattr("trm_policy.history.log.work._WORTH_A_SECOND_PROCESS", 1)
    monkeypatch.setattr("trm_policy.history.log.work._AT_A_TIME", 1)
    assert len({one.partnership for one in alone}) == 3
    assert events(repo, processes=2) == alone


def test_the_directory_of_then_names_the_people_of_then(repo: Repo) -> None:
    repo.edit(("{meridian: ada, helix: jonas}      #", "{meridian: lena, helix: jonas}      #"))
    repo.commit()
    repo.edit(("name: Ada Okafor", "name: Ada Lovelace"), path=DIRECTORY)
    repo.commit()
    assert told(repo) == [
        Told(Kind.PEOPLE, "sponsor of Meridian Foods plc: Ada Okafor → Lena Hart")
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"a: 1\nb: {c: 2}\n# end\n",
        b"# first\n\na: |\n  x\n# no text\n  y\nb: 1\n",
        b'a: "x\nb: y"\nc: 1\n',
        b"a: &x [1]\nb: *x\n",
        b"a: 1\na: 2\n",
        b"a: 1\n---\nb: 2\n",
        b"{a: 1,\nb: 2}\n",
        b"a: [1,\nb: 2]\n",
        b"  a: 1\n  b: 2\n",
        b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n",
        b"a: |+\n  x\n\nb: 1\n",
        b"a: 1\n\tb: 2\n",
        b"",
        complete()[CHARTER],
    ],
)
def test_sections_say_what_the_whole_text_says(text: bytes) -> None:
    reader = SectionReader()
    document = read_yaml(FOLDER, text)
    whole = None if document.faults else document.data
    assert (reader.read(text), reader.read(text)) == (whole, whole)


BEFORE = b"a:\n  x: {b: 1}\n  y:\n    c: 1\n  z: 3\nb: 1\n"


@pytest.mark.parametrize(
    "text",
    [
        BEFORE.replace(b"c: 1", b"c: 2"),
        BEFORE.replace(b"c: 1", b"c: 1.0"),
        BEFORE.replace(b"c: 1", b'c: "1'),
        BEFORE.replace(b"c: 1", b'c: "1\n  z: 4\n  "'),
        BEFORE.replace(b"c: 1", b"c: |\n      1\n\n     # no"),
        BEFORE.replace(b"c: 1", b"c: {d: [\n  z: 3"),
        BEFORE.replace(b"    c: 1", b"  - c\n  - d"),
        BEFORE.replace(b"    c: 1", b"    c: &x 1"),
        BEFORE.replace(b"  z: 3", b"  z: *x"),
        BEFORE.replace(b"  z: 3", b"  y: 3"),
        BEFORE.replace(b"  z: 3\n", b""),
        BEFORE.replace(b"  z: 3", b"  new: 3\n  z: 3"),
        BEFORE.replace(b"  z: 3", b"  z: 3\n---\n"),
        BEFORE.replace(b"a:\n", b"a: |\n"),
        BEFORE.replace(b"a:\n", b"a: # of all\n\n  # of x\n"),
        BEFORE.replace(b"a:\n", b"a:\n some: 1\n"),
        BEFORE.replace(b"a:\n", b"a: {}\n"),
        BEFORE.replace(b"\n", b"\r\n"),
        BEFORE.replace(b"a:", b"c:"),
        BEFORE.replace(b"{b: 1}", b"{b: " + b"[" * 40 + b"]" * 40 + b"}"),
        BEFORE.replace(b"{b: 1}", b"{b: " + b"[" * 36 + b"]" * 36 + b"}"),
        BEFORE.replace(b"{b: 1}", b"{b: " + b"[" * 37 + b"]" * 37 + b"}"),
        BEFORE.replace(b"{b: 1}", b"{b: " + b"[" * 38 + b"]" * 38 + b"}"),
    ],
)
def test_an_edited_section_says_what_the_whole_text_says(text: bytes) -> None:
    for first, then in ((BEFORE, text), (text, BEFORE)):
        reader = SectionReader()
        reader.read(first)
        document = read_yaml(FOLDER, then)
        whole = None if document.faults else document.data
        found = reader.read(then)
        assert (found, repr(found)) == (whole, repr(whole))


@pytest.mark.parametrize(
    "edit",
    [
        [(TARGET, LOWER), VERSION, VISIBILITY],
        [(f"    {TARGET}\n", "")],
        [("escalate_after: 3 working days", "escalate_after: 4 working days")],
        [("{meridian: ravi, helix: sofia}       #", "{meridian: tom}       #")],
        [("behaviours:\n", "not_applicable: {agreements: none}\nbehaviours:\n  - Say so.\n")],
    ],
)
def test_what_is_taken_from_another_version_is_what_would_be_made(
    edit: list[tuple[str, str]],
) -> None:
    versions = [complete()[CHARTER], edited(*edit)[CHARTER], complete()[CHARTER]]

    class Given(ReadVersions):
        def raw(self, blob: str) -> bytes:
            return versions[int(blob)]

    reader = Given(None)
    charters = [reader.charter(str(number)) for number in range(len(versions))]
    alone = [build(Charter, read_yaml(FOLDER, raw).data).value for raw in versions]
    assert charters == alone
    form: NormalForm | None = None
    for charter, other in zip(charters, alone, strict=True):
        assert charter is not None
        assert other is not None
        form = NormalForm(charter, form)
        assert form == normal(other)
    assert normal(alone[0]) != normal(alone[1])


class TestAWeakeningThatWasMergedCommitByCommit:
    HIGHER = "target: {value: 96, by: 2027-12-31}"

    def test_is_approved_by_what_follows(self, repo: Repo) -> None:
        """As a rebase leaves it: the change, its version, one approval, the other."""
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.edit(VERSION)
        repo.commit()
        repo.edit((APPROVALS, APPROVALS + ADA_AGREES))
        repo.commit(author=ADA)
        half = [one for one in told(repo) if one.kind is Kind.WEAKENED]
        repo.hours += 24
        later = JONAS_AGREES.replace("2026-11-01", "2026-11-02")
        repo.edit((APPROVALS, APPROVALS + later))
        repo.commit(author=JONAS)

        whole = [one for one in told(repo) if one.kind is Kind.WEAKENED]

        assert half == [Told(Kind.WEAKENED, f"weakened without approval: {LOWERED}", True, False)]
        assert whole == [
            Told(
                Kind.WEAKENED,
                f"weakened with the approval of all concerned on 2 November 2026: {LOWERED}",
                True,
                True,
            )
        ]

    def test_gives_no_later_day_to_what_was_approved_in_its_own_turn(self, repo: Repo) -> None:
        repo.edit(
            ("tier: strategic ", "tier: preferred "),
            ("    due: 2026-11-23\n", "    due: 2027-11-23\n"),
            VERSION,
            (APPROVALS, APPROVALS + ADA_AGREES),
        )
        repo.commit(author=ADA)
        repo.hours += 24
        later = JONAS_AGREES.replace("2026-11-01", "2026-11-02")
        repo.edit((APPROVALS, APPROVALS + later))
        repo.commit(author=JONAS)

        assert [one for one in told(repo) if one.weakens] == [
            Told(
                Kind.STANDING,
                "tier: strategic → preferred, with the approval of all concerned on 2 November "
                "2026",
                True,
                True,
            ),
            Told(
                Kind.WEAKENED,
                "weakened with the approval of all concerned: due day of 120 extra pallets a day "
                "in weeks 48 to 52: 2026-11-23 → 2027-11-23",
                True,
                True,
            ),
        ]

    def test_is_not_approved_by_what_follows_another_change_of_the_same(self, repo: Repo) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.edit((LOWER, self.HIGHER), VERSION)
        repo.edit((APPROVALS, APPROVALS + ADA_AGREES + JONAS_AGREES))
        repo.commit(author=ADA)

        assert [one.approved for one in told(repo) if one.kind is Kind.WEAKENED] == [False]

    def test_is_approved_where_another_part_was_changed_in_between(self, repo: Repo) -> None:
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.edit(
            ("  notice: 9 months", "  notice: 6 months"), ("version: 2.1.3 ", "version: 3.0.0 ")
        )
        repo.commit()
        third = [line.replace("2.2.0", "3.0.0") for line in (ADA_AGREES, JONAS_AGREES)]
        repo.edit((APPROVALS, APPROVALS + "".join(third)))
        repo.commit(author=ADA)

        assert [one.approved for one in told(repo) if one.kind is Kind.WEAKENED] == [True, True]

    def test_squashed_into_one_commit_is_approved_by_it(self, repo: Repo) -> None:
        repo.branch("proposal")
        repo.edit((TARGET, LOWER), VERSION)
        repo.commit()
        repo.edit((APPROVALS, APPROVALS + ADA_AGREES + JONAS_AGREES))
        repo.commit(author=ADA)
        repo.git("switch", "-q", "main")
        repo.git("merge", "-q", "--squash", "proposal")
        repo.commit("Squashed", author=RAVI)

        assert [one.approved for one in told(repo) if one.kind is Kind.WEAKENED] == [True]


def test_a_charter_of_the_same_form_is_no_renamed_one(repo: Repo) -> None:
    other = (
        ("title: Meridian Foods and Helix Cold Chain", "title: Meridian Foods and Kaveri Mills"),
        ("    organisation: helix-cold-chain\n", "    name: Kaveri Mills\n"),
        ("  purpose: Temperature-controlled storage and distribution for the northern region.",
         "  purpose: Flour and semolina for the bakeries of the south."),
    )  # fmt: skip
    repo.git("mv", HERE, "partnerships/kaveri")
    repo.edit(*other, path="partnerships/kaveri/partnership.yaml")
    repo.commit()

    found = [one for one in told(repo) if one.kind in (Kind.REMOVED, Kind.RENAMED, Kind.CREATED)]

    assert found == [
        Told(
            Kind.CREATED,
            "created: active, version 2.1.3, between Meridian Foods plc and Kaveri Mills",
        ),
        Told(Kind.REMOVED, "removed: active, version 2.1.3", True, False),
    ]
