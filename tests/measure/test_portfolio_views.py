"""What holds for every view of the portfolio, however little a charter says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support import CHARTER, TODAY, data_of, partnership, yaml_of
from trm_policy.measure.checklist import Stand, checklist
from trm_policy.measure.health import Standing
from trm_policy.measure.health_signs import health
from trm_policy.measure.maturity import Verdict, maturity
from trm_policy.measure.segmentation import Match, segment
from trm_policy.measure.warning import LookoutState
from trm_policy.measure.watch import watch
from trm_policy.model.charter import Charter
from trm_policy.starter import complete

RUBBISH = (b"", b"\xff\xfe", b"---\n- [\n---\n", b"party,question\n1,2\n", b"a,b,c,d\n,,,\n")


def stands(files: Mapping[str, bytes]) -> set[str]:
    """Every word by which the views say how something stands."""
    one = partnership(files)
    return {
        segment(one).match,
        *(side.standing for side in health(one, TODAY).dimensions),
        *(lookout.state for lookout in watch(one, TODAY).lookouts),
        *(item.stand for item in checklist(one, TODAY).items),
        *(function.verdict for function in maturity(one, TODAY).functions),
    }


KNOWN = {*Match, *Standing, *LookoutState, *Stand, *Verdict}


@pytest.mark.parametrize("section", sorted(Charter.model_fields))
def test_no_figure_fails_when_a_section_or_an_entry_of_it_is_missing(section: str) -> None:
    data = data_of(complete()[CHARTER])
    own: Any = data.pop(section, None)
    versions = [data, {**data, section: {}}, {**data, section: []}]
    if isinstance(own, dict):
        versions += [
            {**data, section: {key: each for key, each in own.items() if key != gone}}
            for gone in own
        ]
    for version in versions:
        assert stands({**complete(), CHARTER: yaml_of(version)}) <= KNOWN


@pytest.mark.parametrize(
    "path", sorted(n for n in complete() if "meridian-helix/" in n and n != CHARTER)
)
def test_no_figure_fails_when_a_record_is_rubbish(path: str) -> None:
    for rubbish in RUBBISH:
        assert stands({**complete(), path: rubbish}) <= KNOWN
