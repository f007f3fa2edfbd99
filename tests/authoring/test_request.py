"""What is asked for on the command line becomes parties and people, or a sentence that helps."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

import pytest

from tests.support import DIRECTORY, edited
from trm_policy.authoring.answers import Contact, PartyAnswer
from trm_policy.authoring.repository_context import RepositoryContext, repository_context
from trm_policy.authoring.request import (
    Named,
    Request,
    answers,
    assigned,
    named,
    parties,
)
from trm_policy.errors import TrmError
from trm_policy.judging.settings import Settings
from trm_policy.model.vocabulary import Relationship, Tier
from trm_policy.source import InMemory
from trm_policy.starter import complete

TODAY = date(2026, 11, 22)
NOWHERE = RepositoryContext(PurePosixPath("partnerships"))


def known() -> RepositoryContext:
    return repository_context(InMemory(complete()), Settings())


def test_nothing_said_gives_a_preferred_partner_with_gaps() -> None:
    found = answers(Request(), NOWHERE, "acme", TODAY)
    assert (found.relationship, found.tier, found.parties, found.start) == (
        Relationship.PARTNER,
        Tier.PREFERRED,
        (PartyAnswer("us"), PartyAnswer("partner")),
        TODAY,
    )


def test_ids_are_made_from_names_unless_they_are_given() -> None:
    request = Request(
        host=named("The Meridian Foods plc"),
        others=(named("Helix AB"), named("Helix GmbH"), named("dock=Port of Hull")),
    )
    assert [party.id for party in parties(request, NOWHERE)] == [
        "meridian",
        "helix",
        "helix-2",
        "dock",
    ]


def test_a_given_id_is_not_taken_by_a_name_before_it() -> None:
    request = Request(host=named("Helix Foods"), others=(named("helix=Helix AB"),))
    assert [party.id for party in parties(request, NOWHERE)] == ["helix-2", "helix"]


def test_the_directory_knows_organisations_by_name_and_by_id() -> None:
    request = Request(host=named("meridian foods PLC"), others=(named("helix-cold-chain"),))
    assert [(p.id, p.name, p.organisation) for p in parties(request, known())] == [
        ("meridian", "Meridian Foods plc", "meridian-foods"),
        ("helix", "Helix Cold Chain AB", "helix-cold-chain"),
    ]


def test_the_usual_host_is_that_of_the_other_charters() -> None:
    assert parties(Request(), known())[0] == PartyAnswer(
        "meridian", "Meridian Foods plc", "meridian-foods"
    )


def test_the_directory_knows_people_by_their_e_mail() -> None:
    request = Request(
        owners=(assigned("meridian=A. Okafor <Ada.Okafor@Meridian.example>"),),
        sponsors=(assigned("partner=A. Okafor <ada.okafor@meridian.example>"),),
    )
    host, other = answers(request, known(), "acme", TODAY).parties
    assert host.people["owner"].id == "ada"
    assert other.people["sponsor"] == Contact("A. Okafor", "ada.okafor@meridian.example")


def test_the_directory_knows_an_e_mail_in_whatever_form_its_domain_is_written() -> None:
    files = edited(("ada.okafor@meridian.example", "ada.okafor@bücher.example"), path=DIRECTORY)
    request = Request(owners=(assigned("meridian=A. Okafor <ada.okafor@xn--bcher-kva.example>"),))
    around = repository_context(InMemory(files), Settings())
    host, _ = answers(request, around, "acme", TODAY).parties
    assert host.people["owner"].id == "ada"


def test_the_schema_is_named_from_the_charter_s_folder() -> None:
    files = {**complete(), "schemas/partnership.schema.json": b"{}"}
    around = repository_context(InMemory(files), Settings())
    assert answers(Request(), around, "acme", TODAY).schema == (
        "../../schemas/partnership.schema.json"
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Sofia Ek", "'Sofia Ek' is not understood; write the party and the person, such as"),
        ("helix=", "'helix=' is not understood"),
        ("helix=<script>", "'helix=<script>' is not understood"),
        ("helix=Sofia <sofia>", "'sofia' is not an e-mail address"),
        ("helix=So\x1bfia", "a name must be one line of visible characters"),
    ],
)
def test_a_person_that_is_not_understood_is_refused(typed: str, message: str) -> None:
    with pytest.raises(TrmError, match=f"^{message}"):
        assigned(typed)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            Request(others=(Named("Helix"), Named("Helix"))),
            "two parties are both called 'Helix'",
        ),
        (
            Request(host=Named("A", "x"), others=(Named("B", "x"),)),
            "two parties are both called 'B'",
        ),
        (Request(others=(Named("B", "neutral"),)), "'neutral' is reserved for mediators"),
        (
            Request(owners=(assigned("helix=Sofia"),)),
            "no party is called 'helix'; choose from: us, partner",
        ),
        (
            Request(owners=(assigned("us=Sofia"), assigned("US=Nils"))),
            "'us' is given two people as owner; each party has one owner",
        ),
        (Request(start=date(2999, 1, 1)), "the partnership cannot start on 2999-01-01"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_together_is_refused(request_: Request, message: str) -> None:
    with pytest.raises(TrmError, match=f"^{message}"):
        answers(request_, NOWHERE, "acme", TODAY)


def test_one_person_cannot_be_sponsor_and_owner() -> None:
    request = Request(owners=(assigned("meridian=ada"),), sponsors=(assigned("meridian=ada"),))
    with pytest.raises(TrmError, match=r"^sponsor and owner of 'meridian' are the same person"):
        answers(request, known(), "acme", TODAY)
