"""Makes all charters of a site, by several processes if need be, but for what is remembered."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from trm_policy.portfolio.parallel import in_parallel
from trm_policy.publish.build.charters import CharterBuilder, Outcome, BuildResult
from trm_policy.publish.build.build_cache import EXACTLY, Key, Memory, digest_of, repository_context
from trm_policy.publish.rendering import compile_all

_WORTH_A_SECOND_PROCESS = 24
_AT_A_TIME = 8


@dataclass(frozen=True, slots=True)
class Means:
    """By what a run may be quick.

    What ``memory`` has and would come out the same is not made again; ``lasting`` is for how long
    what was made as of one instant stands for later ones of the same day. Nothing else of the
    answer depends on these, nor on the number of ``processes``.
    """

    memory: Memory | None = None
    lasting: timedelta = EXACTLY
    processes: int = 1


class Workshop:
    """Makes all the charters that a maker can make.

    ``addresses`` tell sites apart whose pages stand at other addresses.
    """

    def __init__(self, maker: CharterBuilder, addresses: tuple[str, ...], means: Means) -> None:
        self._maker = maker
        self._addresses = addresses
        self._means = means
        self._files = cache(self._digest)

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        """What comes of each charter, in the order of their ids.

        Raises TrmError where the audience is a party and cannot be told who that is.
        """
        ids, memory = self._maker.judge.reader.ids, self._means.memory
        if memory is None:
            for id_, result in self._made(ids):
                yield id_, result.outcome
        else:
            yield from self._with(memory, ids)
        self._maker.reading.require_party()

    def _with(self, memory: Memory, ids: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        maker, now, lasting = self._maker, self._maker.judge.now, self._means.lasting
        audience, title = maker.edition.audience, maker.reading.title
        for id_ in ids:
            maker.reading.learn(id_, memory.glimpse(id_, self._files(id_), audience))
        common = repository_context(maker.judge, maker.edition, self._addresses)
        keys = {id_: Key(self._files(id_), common, maker.life(id_)) for id_ in ids}
        found = {id_: memory.recall(id_, keys[id_], now, lasting, title) for id_ in ids}
        for id_, result in self._made([id_ for id_ in ids if found[id_] is None]):
            memory.keep(id_, keys[id_], now, result)
            found[id_] = result
        memory.forget_all_but(ids)
        for id_, kept in found.items():
            assert kept is not None
            yield id_, kept.outcome

    def _made(self, ids: Sequence[str]) -> Iterator[tuple[str, BuildResult]]:
        processes = self._means.processes
        if processes == 1 or len(ids) < _WORTH_A_SECOND_PROCESS or not _is_alone():
            for id_ in ids:
                yield id_, self._maker.make(id_)
            return
        compile_all()
        results = in_parallel(self._maker.make, ids, processes, at_a_time=_AT_A_TIME)
        for id_, result in zip(ids, results, strict=True):
            self._maker.reading.learn(id_, result.glimpse)
            yield id_, result

    def _digest(self, partnership: str) -> str:
        reader = self._maker.judge.reader
        return digest_of(reader.source, reader.files_of(partnership))


def _is_alone() -> bool:
    """Whether no other thread is here, whose locks a forked process would find taken for ever.

    Python does not know the threads of the engine that draws charts, once it has been loaded.
    """
    return threading.active_count() == 1 and "vl_convert" not in sys.modules
