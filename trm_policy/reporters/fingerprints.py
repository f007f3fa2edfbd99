"""Fingerprints: the same finding in two runs has the same one, wherever its line has moved to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePosixPath

from trm_policy.finding import Finding

_NUMBER = re.compile(r"\d+")
_TOP = PurePosixPath()


def fingerprints(findings: Iterable[Finding], prefix: PurePosixPath = _TOP) -> Iterator[str]:
    """A fingerprint for each finding, in order; no two of one run are alike.

    Made of rule, file, place and message; the file is named from the top of the git repository, in
    whose folder ``prefix`` another portfolio may have one of the same name. Lines and columns are
    left out, and so are the numbers in the message, since "12 days late" is the same finding as
    "13 days late". What is alike even so is counted.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        message = _NUMBER.sub("#", finding.message)
        key = (finding.rule, finding.from_top(prefix), finding.at, message)
        seen[key] += 1
        whole = "\0".join((*key, str(seen[key])))
        yield sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
