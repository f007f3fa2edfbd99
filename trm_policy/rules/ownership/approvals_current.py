"""Charters that every party has agreed to as they stand."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.assurance import Approval
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Seniority, Status
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Actor, speakers
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.wording.lists import listed

_Numbered = tuple[int, Approval]


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, section="approvals")
def approvals_current(charter: Charter, context: Context) -> Iterator[Problem]:
    """Every party's sponsor, deputy or committee has approved this version, with evidence."""
    if charter.status is not Status.ACTIVE or not is_whole(context, ("version",)):
        return
    given = [
        (number, approval)
        for number, approval in enumerate(charter.approvals)
        if approval.version.agreed == charter.version.agreed and approval.date <= context.today
    ]
    misspelt = {a.party for _, a in given} - charter.parties.keys()
    missing = []
    for party in charter.parties:
        own = [(number, approval) for number, approval in given if approval.party == party]
        flaws = [_flaws(one, context) for one in own]
        if not own and not misspelt:
            missing.append(party)
        elif all(flaws):
            yield from (problem for found in flaws for problem in found)
    if missing:
        yield _not_approved(missing, context)


def _not_approved(parties: list[str], context: Context) -> Problem:
    roster, version = context.partnership.roster, context.partnership.charter.version
    names = listed([roster.party_name(party) for party in parties])
    shown, id_ = f"{version.major}.{version.minor}", context.partnership.id
    commands = (f"trm approve {id_} --party {party} --evidence TEXT" for party in parties)
    return Problem(
        f"{names} {'has' if len(parties) == 1 else 'have'} not approved version {shown} of "
        "this charter",
        at="approvals",
        help=f"Let each of them approve it, then record that: {'; '.join(commands)}.",
    )


def _flaws(numbered: _Numbered, context: Context) -> list[Problem]:
    """What keeps an approval from counting; nothing where that cannot be told."""
    number, approval = numbered
    roster = context.partnership.roster
    party = roster.party_name(approval.party)
    found = []
    if not _may_speak(approval, context):
        side = side_of(context.partnership, approval.person)
        stand = (
            "is not from that party"
            if side is not None and side != approval.party
            else "is neither its sponsor nor the sponsor's deputy"
            if context.partnership.charter.sponsors.get(approval.party)
            else "is not one of those who can"
        )
        found.append(
            Problem(
                f"{roster.name_of(approval.person)} approved for {party}, but {stand}",
                at=("approvals", number, "person"),
                help=_who(approval.party, context),
            )
        )
    if approval.evidence is None:
        found.append(
            Problem(
                f"the approval of version {approval.version} by {party} has no evidence",
                at=("approvals", number, "evidence"),
                help="Add 'evidence' to the approval, such as the minutes or the letter with its "
                "date.",
            )
        )
    return found


def _who(party: str, context: Context) -> str:
    """Who has to approve for a party."""
    roster = context.partnership.roster
    if context.partnership.charter.parties[party].is_class and (may := speakers(roster, party)):
        return f"Let {listed([roster.name_of(id_) for id_ in may], 'or')} approve."
    return "Let the sponsor, the sponsor's deputy or a committee of that party approve."


def _may_speak(approval: Approval, context: Context) -> bool:
    """Whether the person binds the party, or may for all that is known."""
    roster = context.partnership.roster
    person = roster.get(approval.person)
    sponsor = roster.get(context.partnership.charter.sponsors.get(approval.party))
    may = speakers(roster, approval.party, approval.date)
    if person is None or (sponsor is None and not may) or person.id in may:
        return True
    if sponsor is None:
        return False
    doubtful = not _is_valid(sponsor, approval.party, context)
    return doubtful and side_of(context.partnership, person.id) in (None, approval.party)


def _is_valid(sponsor: Actor, party: str, context: Context) -> bool:
    """Whether nothing is wrong with a sponsor; what is, is for another rule to say."""
    powerful = sponsor.human is None or sponsor.seniority is Seniority.EXECUTIVE
    return powerful and side_of(context.partnership, sponsor.id) == party
