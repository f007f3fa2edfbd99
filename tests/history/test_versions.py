"""The life of charters over the main line."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.history.repositories import ADA, BEN, Made, cloned
from trm_policy.history import CharterVersion, Repository, ShallowError, versions

FOLDER = PurePosixPath("partnerships")
HELIX, COLD, OTHER = (
    f"partnerships/{name}/partnership.yaml" for name in ("helix", "helix-cold", "other")
)


def charter(word: str, edit: str = "") -> str:
    return "".join(f"{word} {number}\n" for number in range(20)) + edit


def told(repository: Made, **how: Any) -> list[tuple[str, str, str, str, list[str]]]:
    """Subject, life, id before, id after and changed files of each version."""
    found = versions(Repository.at(repository.root), FOLDER, **how)
    return [
        (
            one.commit.subject,
            one.life,
            one.was,
            one.id,
            [str(change.path or change.was).rpartition("/")[2] for change in one.changes],
        )
        for one in found
    ]


def chained(found: list[CharterVersion]) -> bool:
    """Whether each version begins with what the one before it left."""
    last: dict[str, str | None] = {}
    for one in reversed(found):
        if one.was_blob != last.get(one.life):
            return False
        last[one.life] = one.blob
    return True


def test_a_charter_lives_through_edits_records_merges_and_renames(repository: Made) -> None:
    repository.commit("Create", {HELIX: charter("helix"), OTHER: charter("other")})
    repository.commit("Meet", {"partnerships/helix/minutes/1.md": "minutes\n"})
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit("Draft", {HELIX: charter("helix", "1\n")}, author=BEN)
    repository.commit("Better", {HELIX: charter("helix", "2\n")}, author=BEN)
    repository.git("checkout", "--quiet", "main")
    repository.commit("Elsewhere", {"README.md": "1\n", "partnerships/directory.yaml": "a\n"})
    repository.merge("change", author=ADA)
    repository.git("mv", "partnerships/helix", "partnerships/helix-cold")
    repository.commit("Rename", {COLD: charter("helix", "3\n")})
    repository.commit("Remove", {OTHER: None})
    blob = repository.blob

    found = list(versions(Repository.at(repository.root), FOLDER))

    assert told(repository) == [
        ("Remove", "other", "other", "other", ["partnership.yaml"]),
        ("Rename", "helix-cold", "helix", "helix-cold", ["1.md", "partnership.yaml"]),
        ("Merge change", "helix-cold", "helix", "helix", ["partnership.yaml"]),
        ("Meet", "helix-cold", "helix", "helix", ["1.md"]),
        ("Create", "helix-cold", "helix", "helix", ["partnership.yaml"]),
        ("Create", "other", "other", "other", ["partnership.yaml"]),
    ]
    assert [(one.was_blob, one.blob) for one in found] == [
        (blob(f"HEAD~1:{OTHER}"), None),
        (blob(f"change:{HELIX}"), blob(f"HEAD:{COLD}")),
        (blob(f"change~2:{HELIX}"), blob(f"change:{HELIX}")),
        (blob(f"change~2:{HELIX}"), blob(f"change~2:{HELIX}")),
        (None, blob(f"change~2:{HELIX}")),
        (None, blob(f"HEAD~1:{OTHER}")),
    ]
    assert found[2].commit.author == "Ben Ortiz"
    assert chained(found)


def test_a_change_taken_back_is_a_version_of_its_own(repository: Made) -> None:
    repository.commit("Create", {HELIX: charter("helix")})
    weakened = repository.commit("Weaken", {HELIX: charter("helix", "weak\n")})
    repository.git("-c", "user.name=Ada", "-c", "user.email=a@b", "revert", "--no-edit", weakened)

    found = list(versions(Repository.at(repository.root), FOLDER))

    assert [one.commit.subject for one in found] == ['Revert "Weaken"', "Weaken", "Create"]
    assert found[0].blob == found[1].was_blob == found[2].blob
    assert chained(found)


def test_an_id_that_another_charter_takes_is_another_life(repository: Made) -> None:
    repository.commit("First", {HELIX: charter("first")})
    repository.commit("Old", {COLD: charter("old")})
    repository.commit("End", {COLD: None})
    repository.git("mv", "partnerships/helix", "partnerships/helix-cold")
    repository.commit("Rename")
    repository.commit("Second", {HELIX: charter("second")})

    assert [one[:4] for one in told(repository)] == [
        ("Second", "helix", "helix", "helix"),
        ("Rename", "helix-cold", "helix", "helix-cold"),
        ("End", "helix-cold~1", "helix-cold", "helix-cold"),
        ("Old", "helix-cold~1", "helix-cold", "helix-cold"),
        ("First", "helix-cold", "helix", "helix"),
    ]
    assert chained(list(versions(Repository.at(repository.root), FOLDER)))


def test_a_charter_put_in_the_place_of_another_ends_and_rewrites_the_other(
    repository: Made,
) -> None:
    repository.commit("Create", {HELIX: charter("helix"), OTHER: charter("other")})
    repository.commit("Replace", {HELIX: None, OTHER: charter("helix")})

    found = list(versions(Repository.at(repository.root), FOLDER))

    assert [one[:4] for one in told(repository)] == [
        ("Replace", "helix", "helix", "helix"),
        ("Replace", "other", "other", "other"),
        ("Create", "helix", "helix", "helix"),
        ("Create", "other", "other", "other"),
    ]
    assert [one.blob for one in found[:2]] == [None, repository.blob(f"HEAD:{OTHER}")]
    assert chained(found)


def test_a_new_charter_may_take_an_id_in_the_commit_that_renames_its_owner(
    repository: Made,
) -> None:
    repository.commit("Create", {HELIX: charter("helix")})
    repository.git("mv", "partnerships/helix", "partnerships/helix-cold")
    repository.commit("Rename", {"partnerships/helix/minutes.md": "new\n"})
    repository.commit("Second", {HELIX: charter("second")})

    assert [one[:4] for one in told(repository)] == [
        ("Second", "helix", "helix", "helix"),
        ("Rename", "helix", "helix", "helix"),
        ("Rename", "helix-cold", "helix", "helix-cold"),
        ("Create", "helix-cold", "helix", "helix"),
    ]
    assert chained(list(versions(Repository.at(repository.root), FOLDER)))


def test_a_charter_removed_and_created_again_is_the_same(repository: Made) -> None:
    repository.commit("Create", {HELIX: charter("helix")})
    repository.commit("Remove", {HELIX: None})
    repository.commit("Return", {HELIX: charter("again")})

    assert [one[:2] for one in told(repository)] == [
        ("Return", "helix"),
        ("Remove", "helix"),
        ("Create", "helix"),
    ]


def test_lives_are_told_since_a_revision_a_day_and_up_to_another(repository: Made) -> None:
    for day in range(1, 6):
        files = {HELIX: charter("helix", f"{day}\n")}
        repository.commit(f"Day {day}", files, day=f"2026-01-{day:02}")
    opened = Repository.at(repository.root)

    def subjects(**how: Any) -> list[str]:
        return [one[0] for one in told(repository, **how)]

    assert subjects(since=opened.revision("HEAD~2")) == ["Day 5", "Day 4"]
    assert subjects(until="HEAD~3") == ["Day 2", "Day 1"]
    assert subjects(after=date(2026, 1, 5)) == ["Day 5"]
    (late,) = versions(opened, FOLDER, after=date(2026, 1, 5))
    assert late.was_blob == repository.blob(f"HEAD~1:{HELIX}")


def test_a_shallow_clone_does_not_pass_for_the_whole_life(repository: Made, tmp_path: Path) -> None:
    for day in range(1, 4):
        repository.commit(f"Day {day}", {HELIX: charter("helix", f"{day}\n")})
    clone = cloned(repository, tmp_path / "clone", "--depth=2")
    found = versions(Repository.at(clone.root), FOLDER)

    assert next(found).commit.subject == "Day 3"
    with pytest.raises(ShallowError):
        next(found)


def test_all_blobs_of_all_lives_are_read_in_their_order(repository: Made) -> None:
    texts = [charter("helix", f"{number}\n") for number in range(300)]
    repository.write({f"texts/{number}": text for number, text in enumerate(texts)})
    repository.commit("Create")
    listed = Repository.at(repository.root).revision("HEAD").blobs()
    shas = [listed[f"texts/{number}"] for number in range(300)]

    read = Repository.at(repository.root).read_blobs

    assert list(read(shas)) == [text.encode() for text in texts]
    assert list(read(shas[:2])) == [text.encode() for text in texts[:2]]
    assert list(read([])) == []
