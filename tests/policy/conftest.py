"""A complete charter to lay changes over, and policies from text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

import trm_policy
from trm_policy.policy import Policy, read_policies
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory

COMPLETE = Path(trm_policy.__file__).parent / "starter" / "complete" / "partnerships"
CHARTER = (COMPLETE / "meridian-helix" / "partnership.yaml").read_text(encoding="utf-8")
DIRECTORY = (COMPLETE / "directory.yaml").read_bytes()

MakePartnership = Callable[..., Partnership]
MakePolicy = Callable[[str], Policy]


@pytest.fixture
def charter() -> MakePartnership:
    """The complete charter, after ``(old, new)`` changes of its text."""

    def make(*changes: tuple[str, str]) -> Partnership:
        text = CHARTER
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the charter"
            text = text.replace(old, new)
        files = {
            "partnerships/meridian-helix/partnership.yaml": text.encode(),
            "partnerships/directory.yaml": DIRECTORY,
        }
        read = PortfolioReader(InMemory(files), PurePosixPath("partnerships")).read(
            "meridian-helix"
        )
        assert read.partnership is not None, read.findings
        return read.partnership

    return make


@pytest.fixture
def policy() -> MakePolicy:
    """The policy that a text describes, which must be without mistakes."""

    def make(text: str) -> Policy:
        source = InMemory({"schemas/house.yaml": text.encode()})
        (one,), findings = read_policies(source, [PurePosixPath("schemas")])
        assert findings == ()
        return one

    return make
