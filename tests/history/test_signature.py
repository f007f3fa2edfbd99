"""Signatures as git verifies them, with the keys of whoever asks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.history.repositories import BEN, Made, by
from trm_policy.history import Repository, Signature, UnknownRevisionError


def ssh_key(folder: Path, name: str = "key") -> tuple[Path, str]:
    """A new key, and its public half."""
    key = folder / name
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run(words, check=True)
    return key, key.with_suffix(".pub").read_text().strip()


def fingerprint(key: Path) -> str:
    words = ["ssh-keygen", "-l", "-f", f"{key}.pub"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return said.split()[1]


def signed_by_ssh(repository: Made, key: Path) -> str:
    settings = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}")
    words = ("commit", "--quiet", "--allow-empty", "-S", "--message", "Approve")
    repository.git(*settings, *words, **by(BEN, "2026-01-05"))
    return repository.git("rev-parse", "HEAD")


def trust(home: Path, public: str, who: str = "ben@helix.example") -> Path:
    """Name the holder of a key in the user's own settings."""
    signers = home / "signers"
    signers.write_text(f"{who} {public}\n")
    (home / ".gitconfig").write_text(f"[gpg.ssh]\n\tallowedSignersFile = {signers}\n")
    return signers


def signature(repository: Made, name: str = "HEAD") -> Signature:
    return Repository.at(repository.root).signature(repository.git("rev-parse", name))


def test_a_signature_by_a_known_ssh_key_names_its_holder(repository: Made, home: Path) -> None:
    key, public = ssh_key(home)
    trust(home, public)
    signed_by_ssh(repository, key)

    assert signature(repository) == Signature(
        "good", "ben@helix.example", ("ben@helix.example",), fingerprint(key)
    )


def test_a_signature_by_a_key_that_nobody_vouches_for_is_unverified(
    repository: Made, home: Path
) -> None:
    key, _ = ssh_key(home)
    _, other = ssh_key(home, "other")
    trust(home, other)
    signed_by_ssh(repository, key)

    assert signature(repository) == Signature("unverified", key=fingerprint(key))


def test_without_a_list_of_signers_a_signature_is_unverified(repository: Made, home: Path) -> None:
    key, _ = ssh_key(home)
    signed_by_ssh(repository, key)

    assert signature(repository).status == "unverified"


@pytest.mark.parametrize("scope", ["--global", "--local"])
def test_a_list_of_signers_within_the_repository_vouches_for_nobody(
    repository: Made, home: Path, scope: str
) -> None:
    key, public = ssh_key(home)
    repository.write({"signers": f"ben@helix.example {public}\n"})
    repository.git("config", scope, "gpg.ssh.allowedSignersFile", "signers")
    signed_by_ssh(repository, key)

    assert repository.git("log", "-1", "--format=%G?") == "G"
    assert signature(repository) == Signature("unverified", key=fingerprint(key))


def test_a_list_of_revoked_keys_within_the_repository_vouches_for_nobody(
    repository: Made, home: Path
) -> None:
    key, public = ssh_key(home)
    trust(home, public)
    repository.write({"revoked": ""})
    repository.git("config", "gpg.ssh.revocationFile", "revoked")
    signed_by_ssh(repository, key)

    assert repository.git("log", "-1", "--format=%G?") == "G"
    assert signature(repository) == Signature("unverified", key=fingerprint(key))


def test_a_commit_altered_after_it_was_signed_has_a_bad_signature(
    repository: Made, home: Path
) -> None:
    key, public = ssh_key(home)
    trust(home, public)
    sha = signed_by_ssh(repository, key)
    file = repository.root / "altered"
    file.write_text(repository.git("cat-file", "commit", sha).replace("Approve", "Approved"))
    altered = repository.git("hash-object", "-t", "commit", "-w", str(file))

    assert signature(repository, altered).status == "bad"


def test_a_commit_without_a_signature_has_none_whatever_its_message_says(repository: Made) -> None:
    repository.commit("Approve\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n")

    assert signature(repository) == Signature("none")


def test_without_ssh_a_signature_is_unverified(
    repository: Made, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, public = ssh_key(home)
    trust(home, public)
    signed_by_ssh(repository, key)
    sha = repository.git("rev-parse", "HEAD")
    tools = tmp_path / "tools"
    tools.mkdir()
    git = shutil.which("git")
    assert git is not None
    (tools / "git").symlink_to(git)
    monkeypatch.setenv("PATH", str(tools))

    assert Repository.at(repository.root).signature(sha).status == "unverified"


def test_a_signature_by_gpg_names_its_holder_once_the_key_is_trusted(
    repository: Made, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = home / "gpg"
    keys.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(keys))
    words = ["gpg", "--batch", "--quiet", "--pinentry-mode=loopback", "--passphrase", ""]
    quick = ["--quick-generate-key", BEN, "ed25519", "sign", "never"]
    subprocess.run([*words, *quick], check=True, capture_output=True)
    try:
        commit = ("commit", "--quiet", "--allow-empty", "--gpg-sign=ben@helix.example")
        repository.git(*commit, "--message", "Approve", **by(BEN, "2026-01-05"))
        found = signature(repository)
        monkeypatch.setenv("GNUPGHOME", str(home))
        elsewhere = signature(repository)
    finally:
        environment = {**os.environ, "GNUPGHOME": str(keys)}
        subprocess.run(["gpgconf", "--kill", "gpg-agent"], check=True, env=environment)

    assert (found.status, found.signer, found.emails) == (
        "good",
        "Ben Ortiz",
        ("ben@helix.example",),
    )
    assert elsewhere.status == "unverified"


def test_a_name_that_the_holder_of_a_key_has_added_vouches_for_nobody(
    repository: Made, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, ours = home / "own", home / "ours"
    quiet = ["gpg", "--batch", "--yes", "--quiet", "--pinentry-mode=loopback", "--passphrase", ""]

    def gpg(keys: Path, *words: str, heard: str = "") -> str:
        environment = {**os.environ, "GNUPGHOME": str(keys)}
        return subprocess.run(
            [*quiet, *words],
            check=True,
            capture_output=True,
            env=environment,
            input=heard,
            text=True,
        ).stdout

    for keys, who in ((own, BEN), (ours, "Admin <admin@meridian.example>")):
        keys.mkdir(mode=0o700)
        gpg(keys, "--quick-generate-key", who, "ed25519", "default", "never")
    try:
        listed = gpg(own, "--list-keys", "--with-colons")
        key = next(row for row in listed.splitlines() if row.startswith("fpr")).strip("fpr:")
        gpg(ours, "--import", heard=gpg(own, "--armor", "--export", key))
        gpg(ours, "--quick-sign-key", key)
        gpg(own, "--quick-add-uid", key, "Ada Okafor <ada@meridian.example>")
        gpg(own, "--quick-set-primary-uid", key, "Ada Okafor <ada@meridian.example>")
        gpg(ours, "--import", heard=gpg(own, "--armor", "--export", key))
        monkeypatch.setenv("GNUPGHOME", str(own))
        words = ("commit", "--quiet", "--allow-empty", f"--gpg-sign={key}", "--message", "Approve")
        repository.git(*words, **by(BEN, "2026-01-05"))
        monkeypatch.setenv("GNUPGHOME", str(ours))
        found = signature(repository)
        said = repository.git("log", "-1", "--format=%G? %GS")
    finally:
        for keys in (own, ours):
            environment = {**os.environ, "GNUPGHOME": str(keys)}
            subprocess.run(["gpgconf", "--kill", "gpg-agent"], check=True, env=environment)

    assert said == "G Ada Okafor <ada@meridian.example>"
    assert found == Signature("good", "Ben Ortiz", ("ben@helix.example",), key)


def test_a_pattern_in_the_list_of_signers_vouches_for_no_person(
    repository: Made, home: Path
) -> None:
    key, public = ssh_key(home)
    trust(home, public, "*@helix.example")
    signed_by_ssh(repository, key)

    assert signature(repository) == Signature("good", "*@helix.example", (), fingerprint(key))


def test_programs_that_the_repository_names_verify_nothing(
    repository: Made, home: Path, tmp_path: Path
) -> None:
    key, public = ssh_key(home)
    trust(home, public)
    signed_by_ssh(repository, key)
    liar = tmp_path / "liar"
    liar.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    liar.chmod(0o755)
    repository.git("config", "gpg.ssh.program", str(liar))

    assert signature(repository).status == "good"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["HEAD", "--output=x", "0" * 40])
def test_signatures_are_asked_for_by_the_full_name_of_a_commit(repository: Made, name: str) -> None:
    repository.commit("Begin")

    with pytest.raises(UnknownRevisionError) as error:
        Repository.at(repository.root).signature(name)

    assert str(error.value) == f"there is no commit {name!r}"
