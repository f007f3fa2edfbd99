"""Who signed a commit, as git and the keys of whoever runs it can tell."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trm_policy.history.program import Program

Status = Literal["good", "unverified", "bad", "none"]

_STATUS: dict[str, Status] = {"G": "good", "B": "bad", "R": "bad"}
_NOT_TRIED = "cannot run"
_TRUSTED_BY_SSH = "gpg.ssh.allowedSignersFile"
_REVOKED_BY_SSH = "gpg.ssh.revocationFile"


@dataclass(frozen=True, slots=True)
class Signature:
    """``good``: valid, by a trusted key. ``unverified``: signed, but nothing here vouches for it.

    ``bad``: the signature does not fit the commit, or its key was revoked. ``none``: not signed.
    ``signer`` is the name of the key's holder, ``email`` their address where the key tells it;
    both are empty unless the signature is good. ``key`` is the key's fingerprint.
    """

    status: Status
    signer: str = ""
    email: str = ""
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
    form = "--format=%G?%x00%GS%x00%GF%x00%GK%x00"
    code, answer, complaint = program.tried(*words, form, commit, "--", settings=settings)
    letter, signer, print_, key = (*answer.decode(errors="replace").split("\0"), *" " * 4)[:4]
    status = _STATUS.get(letter, "unverified")
    if code or status == "unverified" or _NOT_TRIED in complaint:
        return Signature("unverified", key=print_ or key)
    if status != "good":
        return Signature(status, key=print_ or key)
    from email.utils import parseaddr

    name, email = parseaddr(signer)
    email = email if "@" in email else ""
    return Signature("good", name or signer, email, print_ or key)


def _signers(program: Program, top: Path) -> dict[str, str]:
    named = filter(None, map(program.setting, (_TRUSTED_BY_SSH, _REVOKED_BY_SSH)))
    paths = (Path(os.path.realpath(top / Path(name).expanduser())) for name in named)
    return {_TRUSTED_BY_SSH: os.devnull} if any(p.is_relative_to(top) for p in paths) else {}
