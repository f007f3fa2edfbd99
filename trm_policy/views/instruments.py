"""What each instrument owes: the table of the model as a view, for one or for all."""

from __future__ import annotations

from trm_policy.model.instruments import TABLE, Owed
from trm_policy.model.vocabulary import Instrument, Tier
from trm_policy.views.view import Heading, Paragraph, Table, View

NAME = "instrument"
"""What the whole table is asked for by."""

MEANINGS = {
    Instrument.ALLIANCE: "a partnership that is steered together; what a charter is by default",
    Instrument.SUPPLY: "a contract for goods",
    Instrument.SERVICE: "a contract for services, often with service levels and credits",
    Instrument.DATA_SHARING: "an agreement on the exchange of data",
    Instrument.MEMORANDUM: "a statement of intent that two or more organisations sign",
    Instrument.CONSORTIUM: "a body that organisations join, often in classes of members",
}
_NOTE = (
    "What is not owed may be written, and is then judged.",
    "What is owed but not needed is declared under 'not_applicable' with its reason.",
)


def instruments_view(only: Instrument | None = None) -> View:
    """The sections and places that one instrument owes, or all of them side by side."""
    owed = [one for one in TABLE.values() if only is None or one.tiers[only]]
    if only is None:
        title, about = "What each instrument owes", "Set 'instrument' in the charter."
        columns = ("place", *(one.value for one in Instrument), "what it is")
        rows = [
            (_place(one), *(letters(one, kind) for kind in Instrument), one.means) for one in owed
        ]
    else:
        title, about = f"What 'instrument: {only}' owes", f"It is {MEANINGS[only]}."
        columns = ("place", "tiers", "what it is")
        rows = [(_place(one), _tiers(one, only), one.means) for one in owed]
    legend = () if only else ("S, P and T stand for strategic, preferred and transactional.",)
    data = {
        "version": 1,
        "instruments": [one.value for one in Instrument if only in (None, one)],
        "owed": [
            {
                "place": one.place,
                "means": one.means,
                "tiers": {
                    kind.value: [tier.value for tier in one.tiers[kind]]
                    for kind in Instrument
                    if only in (None, kind)
                },
            }
            for one in owed
        ],
    }
    blocks = (Heading(title, 1), Paragraph((about, *legend)), Table(columns, tuple(rows)))
    return View((*blocks, Paragraph(_NOTE)), data)


def letters(owed: Owed, kind: Instrument) -> str:
    """The tiers of which an instrument owes something, as ``S P``; a dash for none."""
    return " ".join(tier.value[0].upper() for tier in owed.tiers[kind]) or "–"


def _tiers(owed: Owed, kind: Instrument) -> str:
    tiers = owed.tiers[kind]
    return "all" if len(tiers) == len(Tier) else ", ".join(tiers)


def _place(owed: Owed) -> str:
    return owed.place.replace("*", "…")
