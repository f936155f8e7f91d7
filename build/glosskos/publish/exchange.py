"""A graph in the place of another, in a store: loaded beside it, checked there, moved in one step, checked again.

Whatever fails on the way, the old graph stands or the new one, and the error says which. The graph beside is named by its content, so
that a run that was interrupted is taken up by the next: what is complete there is not sent again, what is not is cleared.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glosskos.errors import GlosskosError, RemoteError
from glosskos.publish.content import HEAD, Content, Outgoing, compared, content_of
from glosskos.publish.difference import Difference, difference
from glosskos.remote import Endpoint
from glosskos.terms import Triple, value_of

__all__ = ["BATCH", "Exchange", "Outcome", "PublishError"]

BATCH = 4 * 1024 * 1024  # bytes of one request
_SMALLEST = 16 * 1024
_LONG_TRIPLE = 100_000  # bytes; above it, an error names it (Virtuoso 7 wants seconds for 1 MB, minutes for 5 MB)
_WAITS = 3  # how many timeouts to wait for a MOVE that is still at work, looking at what it has done
_LOOK_SECONDS = 2.0
Progress = Callable[[str], None]


class PublishError(GlosskosError):
    """A publish came to nothing, or to an end that is not known; the message says which graph stands."""


class PublishInterrupted(PublishError):
    """The user has ended it."""

    exit_status = 130


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publish came to.

    :param graph: the graph's name
    :param triples: how many the new content has
    :param sha256: its checksum
    :param change: what differs from what was there
    :param published: whether the store was changed
    :param resumed: whether the new content was there already, from a run that was interrupted
    :param notes: what is to be told beside
    """

    graph: str
    triples: int
    sha256: str
    change: Difference
    published: bool = False
    resumed: bool = False
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Exchange:
    """One graph of one store, and the content that is to be in it.

    :param new: the content; with it ``outgoing``, the same as it came
    :param folder: a temporary folder
    :param batch: bytes of one request, at most (but for a single triple, and those with blank nodes)
    """

    endpoint: Endpoint
    graph: str
    new: Content
    outgoing: Outgoing
    folder: Path
    progress: Progress = lambda _: None
    batch: int = BATCH
    _notes: list[str] = field(default_factory=list)

    @property
    def staging(self) -> str:
        """The name of the graph beside."""
        return f"{self.graph.rstrip('/#')}/staging-{self.new.sha256[:12]}"

    def run(self, dry: bool = False) -> Outcome:
        """Compare; and if there is a difference and this is no dry run, exchange.

        :raises RemoteError: if the store cannot be read
        :raises PublishError: if the exchange came to nothing
        """
        self.progress("reading what is there")
        old = self.read(self.graph, "old")
        change = difference(old, self.new)
        if dry:
            return self._outcome(change)
        if not change:
            self._clear_leftovers()
            return self._outcome(change)
        try:
            resumed = self._stage()
        except GlosskosError as error:
            raise PublishError(f"{error}; {_stands(old)}; run the command again") from None
        except KeyboardInterrupt:
            raise PublishInterrupted(f"interrupted; {_stands(old)}; run again, it goes on from there") from None
        try:
            self._move(old)
        except KeyboardInterrupt:
            raise PublishInterrupted(
                f"interrupted in the exchange; <{self.graph}> is the old graph or the new one: run again, it looks"
            ) from None
        self._clear_leftovers()
        return self._outcome(change, published=True, resumed=resumed)

    def _outcome(self, change: Difference, published: bool = False, resumed: bool = False) -> Outcome:
        return Outcome(self.graph, self.new.triples, self.new.sha256, change, published, resumed, tuple(self._notes))

    # Reading

    def read(self, graph: str, name: str) -> Content:
        """Read a graph, whole: as many triples as the store itself counts.

        :raises RemoteError: if it cannot be read, or the store's count is another
        """
        count = self.endpoint.count(graph)
        content = content_of(self.endpoint.get(graph) if count else (), self.folder, name)
        if 0 < content.read < count:  # a store that gives so many at once and no more: page by page
            content = content_of(self._pages(graph, content.read, count), self.folder, name)
        if content.read != count:
            raise RemoteError(
                f"the store counts {count:,} triples in <{graph}> and gives {content.read:,}; is someone else writing to it?"
            )
        return content

    def _pages(self, graph: str, size: int, count: int) -> Iterator[Triple]:
        offset = 0
        while offset < count:
            self.progress(f"reading {offset:,} of {count:,} triples")
            got = 0
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT {size} OFFSET {offset}"
            for triple in self.endpoint.construct(text):
                got += 1
                yield triple
            if not got:
                return
            offset += got

    # The graph beside

    def _stage(self) -> bool:
        """Bring the new content into the graph beside; tell whether it was there already."""
        if self.endpoint.count(self.staging):
            self.progress("checking what an interrupted run has sent")
            try:
                if self.read(self.staging, "staged").same(self.new):
                    return True
            except RemoteError as error:
                if not error.status and "the store counts" not in str(error):
                    raise
            self._drop(self.staging)
        self._send()
        self.progress("checking what was sent")
        staged = self.read(self.staging, "staged")
        if not staged.same(self.new):
            self._drop(self.staging)
            raise RemoteError(self._loss(staged))
        return False

    def _send(self) -> None:
        sent = 0
        for piece, divisible in self.outgoing.pieces(self.batch):
            self.progress(f"sending {sent:,} of {self.new.read:,} triples")
            self._post(piece, divisible)
            sent += piece.count(b"\n")

    def _post(self, piece: bytes, divisible: bool) -> None:
        """Send a piece; where the store takes less at once, in two."""
        try:
            self.endpoint.post(self.staging, HEAD + piece)
        except RemoteError as error:
            middle = piece.find(b"\n", len(piece) // 2) + 1
            if error.status == 413 and divisible and len(piece) > _SMALLEST and 0 < middle < len(piece):
                self.batch = max(_SMALLEST, len(piece) // 2)
                self._post(piece[:middle], True)
                self._post(piece[middle:], True)
                return
            longest = max(piece.split(b"\n"), key=len)
            if len(longest) <= _LONG_TRIPLE:
                raise
            subject = longest.partition(b" ")[0].decode()
            raise RemoteError(
                f"{error} (the longest triple there has {len(longest):,} bytes, of {subject}; the store may not take as much)",
                error.status,
            ) from None

    def _loss(self, staged: Content) -> str:
        """Tell what the store made of what it was sent."""
        lost = made = 0
        examples: dict[bool, str] = {}
        for is_new, line in compared(staged, self.new):
            lost += is_new
            made += not is_new
            examples.setdefault(is_new, line.strip()[:200])
        shown = "; ".join(
            f"{what} {examples[key]}" for key, what in ((True, "sent"), (False, "given back")) if key in examples
        )
        return f"the store does not give back what it was sent: {lost:,} triples lost, {made:,} others ({shown})"

    # The exchange

    def _move(self, old: Content) -> None:
        """Move the graph beside into its place, and see that it is there.

        :raises PublishError: if the new graph is not there afterwards; says what is
        """
        self.progress("exchanging the graphs")
        failure: RemoteError | None = None
        try:
            self.endpoint.update(f"MOVE GRAPH <{self.staging}> TO GRAPH <{self.graph}>")
        except RemoteError as error:
            failure = error  # the store may have done it all the same
            if error.waited:
                self._wait()
        said = f"{failure}; " if failure else ""
        self.progress("checking what is there now")
        try:
            now = self.read(self.graph, "now")
        except RemoteError as error:
            raise PublishError(
                f"{said}whether <{self.graph}> is the old graph or the new one could not be seen ({error}); "
                "run the command again: it looks, and goes on from there"
            ) from None
        if now.same(self.new):
            if failure:
                self._notes.append(
                    f"the store did not say that it was done ({failure}), but it is: the new graph stands"
                )
            return
        if now.same(old):
            still = " (unless the store is still at it)" if failure is not None and failure.waited else ""
            raise PublishError(
                f"{said or 'the store has not moved the graph; '}{_stands(old)}{still}; run the command again"
            )
        raise PublishError(
            f"{said}<{self.graph}> holds {now.triples:,} triples, neither the old graph nor the new one: "
            "someone else has written to it; run the command again"
        )

    def _wait(self) -> None:
        """Wait for a store that is still moving: until the graph beside has gone, or for too long."""
        self.progress("waiting for the store to exchange the graphs")
        end = time.monotonic() + _WAITS * self.endpoint.timeout
        while time.monotonic() < end:
            try:
                if not self.endpoint.count(self.staging):
                    return
            except RemoteError as error:
                if not error.waited:
                    return
            time.sleep(min(_LOOK_SECONDS, self.endpoint.timeout))

    # What is left over

    def _drop(self, graph: str) -> None:
        self.endpoint.update(f"DROP SILENT GRAPH <{graph}>")

    def _clear_leftovers(self) -> None:
        """Clear graphs beside that interrupted runs have left; what goes wrong here is told, no more."""
        start = f"{self.graph.rstrip('/#')}/staging-"
        try:
            found = self.endpoint.query(
                f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{start}")) }}'
            )
            for row in found.rows:
                name = value_of(row[0] or "")
                if re.fullmatch(re.escape(start) + "[0-9a-f]{12}", name):
                    self._drop(name)
                    self._notes.append(f"cleared what an interrupted run had left: <{name}>")
        except GlosskosError as error:
            self._notes.append(f"what interrupted runs may have left ({start}…) was not cleared: {error}")


def _stands(old: Content) -> str:
    if not old.triples:
        return "the graph is empty, as it was"
    return f"the old graph stands ({old.triples:,} triples)"
