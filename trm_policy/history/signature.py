"""Who signed a commit, as git and the keys of whoever runs it can tell."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trm_policy.history.program import Program

Status = Literal["good", "unverified", "bad", "none"]

_STATUS: dict[str, Status] = {"G": "good", "B": "bad", "R": "bad"}
_NOT_TRIED = "cannot run"
_OPENPGP = re.compile(r"^gpg: Good signature from ", re.MULTILINE)
_NAMED = re.compile(r'^gpg: +(?:Good signature from|aka) "(.*)" \[(\w+)\]$', re.MULTILINE)
_VALID = ("full", "ultimate")
_PATTERN = frozenset("*?!")
"""Signs of a pattern that vouches for a domain, and for no person in it."""
_TRUSTED_BY_SSH = "gpg.ssh.allowedSignersFile"
_REVOKED_BY_SSH = "gpg.ssh.revocationFile"


@dataclass(frozen=True, slots=True)
class Signature:
    """``good``: valid, by a trusted key. ``unverified``: signed, but nothing here vouches for it.

    ``bad``: the signature does not fit the commit, or its key was revoked. ``none``: not signed.
    ``signer`` is the name of the key's holder, ``emails`` the addresses for which the key is
    trusted; both are empty unless the signature is good. ``key`` is the key's fingerprint.
    """

    status: Status
    signer: str = ""
    emails: tuple[str, ...] = ()
    key: str = ""


def verified(program: Program, commit: str, raw: bytes, top: Path) -> Signature:
    """The signature of ``commit``, whose own words are ``raw``.

    Programs and keys are those of the user's settings. A list of signers, or of revoked keys, that
    lies under ``top``, where the change that is judged could edit it, vouches for nobody.
    """
    if not any(line.startswith(b"gpgsig") for line in raw.partition(b"\n\n")[0].split(b"\n")):
        return Signature("none")
    settings = {**program.not_ours, **_signers(program, top)}
    words = ("log", "-1", "--no-walk", "--no-show-signature", "--encoding=UTF-8")
    form = "--format=%G?%x00%GS%x00%GF%x00%GK%x00%GG"
    code, answer, complaint = program.tried(*words, form, commit, "--", settings=settings)
    told = (*answer.decode(errors="replace").split("\0", 4), *" " * 5)
    letter, signer, print_, key, said = told[:5]
    status = _STATUS.get(letter, "unverified")
    if code or status == "unverified" or _NOT_TRIED in complaint:
        return Signature("unverified", key=print_ or key)
    if status != "good":
        return Signature(status, key=print_ or key)
    holders = _holders(signer, said)
    emails = tuple(email for _, email in holders if "@" in email and _PATTERN.isdisjoint(email))
    name = next((name or email for name, email in holders), signer)
    return Signature("good", name, emails, print_ or key)


def _holders(signer: str, said: str) -> list[tuple[str, str]]:
    """The names and addresses of the key's holder for which somebody vouches.

    A holder may add any name to a key of OpenPGP, and call it the first: what counts is which of
    them git's program takes for valid.
    """
    from email.utils import parseaddr

    if _OPENPGP.search(said) is None:
        return [parseaddr(signer) if "@" in signer else (signer, "")]
    return [parseaddr(name) for name, validity in _NAMED.findall(said) if validity in _VALID]


def _signers(program: Program, top: Path) -> dict[str, str]:
    named = filter(None, map(program.setting, (_TRUSTED_BY_SSH, _REVOKED_BY_SSH)))
    paths = (Path(os.path.realpath(top / Path(name).expanduser())) for name in named)
    return {_TRUSTED_BY_SSH: os.devnull} if any(p.is_relative_to(top) for p in paths) else {}
