"""Documents: which source each file of a folder is, and each entry held against the records.

A file is known by its content, not its name. Where its text is the one the records were made from, the recorded segments hold, each
checked by its fingerprint. Where it has changed, recorded entries are found again by fingerprint anywhere in it, and the rest
is reported entry by entry; the repairs in the records, which are tied to the old text, are not applied to the new one.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from glosskos.errors import DocumentError, Problem
from glosskos.layouts import ReadEntry, layouts
from glosskos.model import Entry, Segment, Source, Status, Thesaurus
from glosskos.text import fingerprint, join_segments, match_key, runs, shared_runs

__all__ = [
    "Change",
    "CheckedDocument",
    "Documents",
    "borrowed_words",
    "check_document",
    "document_hash",
    "read_documents",
    "read_text",
]

MAX_SIZE = 10 * 1024 * 1024
_BOMS = {b"\xff\xfe": "UTF-16 (little-endian)", b"\xfe\xff": "UTF-16 (big-endian)"}
_SAME_SOURCE = 0.3
_FAR = 2000  # lines that an entry of several pieces may have moved


def read_text(path: Path, max_size: int = MAX_SIZE) -> str:
    """Read a document as text.

    :param max_size: in bytes; 0 for no bound
    :raises DocumentError: if it is unreadable, a folder, empty, too large, binary or not UTF-8 (with a guess at the encoding)
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError(f"{path}: a folder, not a document; name its files")
        if max_size and size > max_size:
            raise DocumentError(
                f"{path}: {size:,} bytes are more than a glossary has; --max-size lifts the bound of {max_size:,} bytes"
            )
        data = path.read_bytes()
    except OSError as error:
        reason = "a loop of symbolic links" if "symbolic link" in str(error).lower() else error.strerror or str(error)
        raise DocumentError(f"{path}: cannot be read: {reason}") from None
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """Decode a document's bytes; composed and decomposed letters are one (NFC), so that offsets in a line hold in both.

    :raises DocumentError: if they are no UTF-8 text
    """
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            raise DocumentError(f"{name}: looks like {encoding}, not UTF-8; save it as UTF-8")
    if data[:1024].count(0) > len(data[:1024]) // 4:
        raise DocumentError(f"{name}: looks like UTF-16 or a binary file, not UTF-8 text")
    if b"\0" in data:
        raise DocumentError(f"{name}: a binary file, not a text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        high = sum(byte > 127 for byte in data)
        controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data)
        if controls or high > max(16, len(data) / 3):
            raise DocumentError(f"{name}: a binary file, not a text") from None
        guess = "Windows-1252" if any(128 <= byte < 160 for byte in data) else "ISO-8859-1 (Latin-1)"
        line = data[: error.start].count(b"\n") + 1
        raise DocumentError(f"{name}:{line}: not UTF-8; looks like {guess}; save it as UTF-8") from None
    if not text.strip():
        raise DocumentError(f"{name}: empty")
    return unicodedata.normalize("NFC", text)


def document_hash(text: str) -> str:
    """Give the SHA-256 of a document's text: NFC, white space in lines folded, blank lines left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return hashlib.sha256(unicodedata.normalize("NFC", "\n".join(filter(None, lines))).encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One entry that is new, gone or changed in a document.

    :param entry: the recorded entry's id; empty for a new one
    :param lines: where it stands in the document; empty where it is gone
    """

    kind: str
    term: str
    entry: str = ""
    lines: str = ""

    def __str__(self) -> str:
        where = f" (line {self.lines})" if self.lines else ""
        return f"{self.kind}: {self.entry + ' ' if self.entry else ''}{self.term or '(term lost)'}{where}"


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A file that is one of the sources.

    :param quotations: entry id to the printed definition, whole and in order, of every entry found
    """

    path: Path
    source: str
    quotations: Mapping[str, str]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Documents:
    """What a folder holds.

    :param skipped: files that are none of the sources, with the reason
    :param missing: ids of the sources for which there is no file
    """

    checked: tuple[CheckedDocument, ...]
    skipped: tuple[str, ...]
    missing: tuple[str, ...]
    quotations: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> list[CheckedDocument]:
        """The documents that differ from the records."""
        return [document for document in self.checked if document.changes]


def read_documents(folder: Path, thesaurus: Thesaurus, max_size: int = MAX_SIZE) -> Documents:
    """Find the sources' documents in a folder, by content.

    Hidden files and files in sub-folders do not count. Of two files that are one source, the one nearest to the records is taken.

    :raises DocumentError: if the folder cannot be read or holds none of the documents
    """
    best: dict[str, tuple[float, CheckedDocument]] = {}
    skipped: list[str] = []
    if folder.is_file():
        raise DocumentError(f"{folder}: a file; name the folder of the documents")
    for path in _files(folder):
        try:
            text = read_text(path, max_size)
        except DocumentError as error:
            skipped.append(str(error))
            continue
        score, document = _identify(path, text, thesaurus)
        if document is None:
            skipped.append(f"{path}: none of the sources")
        elif document.source in best and best[document.source][0] >= score:
            skipped.append(f"{path}: a second copy of {document.source}; {best[document.source][1].path.name} is taken")
        else:
            if document.source in best:
                skipped.append(
                    f"{best[document.source][1].path}: a second copy of {document.source}; {path.name} is taken"
                )
            best[document.source] = (score, document)
    if not best:
        raise DocumentError(f"{folder}: holds none of the documents" + "".join(f"\n{reason}" for reason in skipped))
    checked = tuple(best[source][1] for source in sorted(best))
    quotations = {entry: text for document in checked for entry, text in document.quotations.items()}
    return Documents(checked, tuple(skipped), tuple(sorted(set(thesaurus.sources) - set(best))), quotations)


def _files(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found)
    except OSError as error:
        reason = "a loop of symbolic links" if "symbolic link" in str(error).lower() else error.strerror or str(error)
        raise DocumentError(f"{folder}: cannot be read: {reason}") from None
    return [folder / name for name in names if not name.startswith(".") and not (folder / name).is_dir()]


def _identify(path: Path, text: str, thesaurus: Thesaurus) -> tuple[float, CheckedDocument | None]:
    """Give the source that a text is, checked, with how much of its record is in it (from 0 to 2; 2 for the same text)."""
    digest = document_hash(text)
    by_source: dict[str, list[Entry]] = {source: [] for source in thesaurus.sources}
    for entry in thesaurus.entries.values():
        by_source[entry.source].append(entry)
    for source in thesaurus.sources.values():
        if source.document == digest:
            return 2.0, check_document(path, text, source, by_source[source.id])
    lines = text.splitlines()
    scores = {}
    for source in thesaurus.sources.values():
        entries = by_source[source.id]
        found = _relocate(lines, source, entries)
        scores[source.id] = len(found) / max(1, sum(bool(entry.body) for entry in entries))
    source_id = max(scores, key=lambda each: scores[each], default="")
    if not source_id or scores[source_id] < _SAME_SOURCE:
        return 0.0, None
    return scores[source_id], check_document(path, text, thesaurus.sources[source_id], by_source[source_id])


def check_document(path: Path, text: str, source: Source, entries: Sequence[Entry]) -> CheckedDocument:
    """Hold a document against the records of its source.

    :param entries: all entries of the source
    """
    lines = text.splitlines()
    found = _relocate(lines, source, entries)
    quotations = {id_: join_segments(segment.cut(lines) for segment in body) for id_, body in found.items()}
    if len(found) == sum(bool(entry.body) for entry in entries) and source.document == document_hash(text):
        return CheckedDocument(path, source.id, quotations)
    return CheckedDocument(path, source.id, quotations, tuple(_changes(text, source, entries, found)))


def borrowed_words(documents: Documents, thesaurus: Thesaurus) -> list[Problem]:
    """Give the places in the records that share a run of nine words with a printed definition (EDITORIAL: our own words)."""
    printed: set[tuple[str, ...]] = set()
    for quotation in documents.quotations.values():
        printed |= runs(quotation)
    texts = [
        (entry.place, "restatement", f"entry {entry.number}", text)
        for entry in thesaurus.entries.values()
        for text in dict.fromkeys(entry.restatements.values())
    ]
    for concept in thesaurus.concepts.values():
        for key, by_language in (
            ("definition", concept.definition),
            ("divergence", concept.divergence),
            ("scopeNote", concept.scope_note),
        ):
            texts += [(concept.place, key, concept.slug, text) for text in by_language.values()]
    return [
        Problem(place.path, place.keys.get(key, place.line), f"{name}: the print's own words: {shared}")
        for place, key, name, text in texts
        for shared in shared_runs(text, printed)
    ]


def _recorded_order(source: Source, entries: Sequence[Entry]) -> dict[int, int]:
    """Give every full line of the recorded document its place among the full lines."""
    recorded = {segment.line for entry in entries for segment in (*entry.heading, *entry.body)}
    recorded |= {item.segment.line for item in source.furniture}
    return {line: index for index, line in enumerate(sorted(recorded))}


def _relocate(lines: list[str], source: Source, entries: Sequence[Entry]) -> dict[str, tuple[Segment, ...]]:
    """Find entries by fingerprint: where recorded, else shifted by any number of lines, nearest first.

    Lines are counted without the blank ones (the records name every full line of the document), so that added or lost blank
    lines do not matter.
    """
    ordinal = _recorded_order(source, entries)
    full = [number for number, line in enumerate(lines, 1) if line.strip()]
    whole: dict[str, list[int]] = {}
    for index, number in enumerate(full):
        whole.setdefault(fingerprint([lines[number - 1]]), []).append(index)
    found: dict[str, tuple[Segment, ...]] = {}
    taken: set[Segment] = set()
    shift = 0
    for entry in entries:
        if not entry.body:
            continue
        at = [ordinal[segment.line] for segment in entry.body]
        if len(at) == 1 and not entry.body[0].start and entry.body[0].end is None:
            offsets = [index - at[0] for index in whole.get(entry.fingerprint, ())]
        else:
            offsets = list(range(max(-min(at), shift - _FAR), min(len(full) - max(at), shift + _FAR)))
        for offset in sorted(offsets, key=lambda each: abs(each - shift)):
            body = tuple(
                Segment(full[index + offset], segment.start, segment.end)
                for index, segment in zip(at, entry.body, strict=True)
            )
            if body[0] not in taken and fingerprint(segment.cut(lines) for segment in body) == entry.fingerprint:
                found[entry.id], shift = body, offset
                taken.update(body)
                break
    return found


def _changes(
    text: str, source: Source, entries: Sequence[Entry], found: Mapping[str, tuple[Segment, ...]]
) -> list[Change]:
    """Tell what is new, gone or changed, by reading the document anew with the source's layout."""
    reading = layouts()[source.layout].read(text)
    lines = reading.lines
    covered = {segment.line for body in found.values() for segment in body}
    fresh = [entry for entry in reading.entries if not {segment.line for segment in entry.body} & covered]
    lost = [
        entry
        for entry in entries
        if entry.id not in found and not (entry.status is Status.MISSING and _printed(entry, lines))
    ]
    changes = []
    for entry in lost:
        other = _counterpart(entry, entries, fresh, found)
        if other is None:
            changes.append(Change("gone", entry.term, entry.id))
        else:
            fresh.remove(other)
            changes.append(Change("changed", entry.term, entry.id, _where(other)))
    known = {match_key(entry.term) for entry in entries if entry.status is Status.MISSING}
    changes += _headings(lines, source, entries, found)
    changes += [Change("new", entry.term, "", _where(entry)) for entry in fresh if match_key(entry.term) not in known]
    return changes or [Change("changed", "text outside the entries (titles, navigation)", source.id)]


def _headings(
    lines: list[str], source: Source, entries: Sequence[Entry], found: Mapping[str, tuple[Segment, ...]]
) -> list[Change]:
    """Tell which printed terms changed above a definition that did not."""
    ordinal = _recorded_order(source, entries)
    full = [number for number, line in enumerate(lines, 1) if line.strip()]
    place = {number: index for index, number in enumerate(full)}
    changes = []
    for entry in entries:
        if entry.id in found and entry.heading:
            offset = place[found[entry.id][0].line] - ordinal[entry.body[0].line]
            at = [ordinal[segment.line] + offset for segment in entry.heading]
            if not all(0 <= index < len(full) for index in at):
                continue
            printed = " ".join(
                Segment(full[index], each.start, each.end).cut(lines)
                for index, each in zip(at, entry.heading, strict=True)
            )
            if match_key(entry.term) not in match_key(printed):
                changes.append(
                    Change(
                        "changed",
                        f"{entry.term} (printed term, now {printed.strip()[:60]!r})",
                        entry.id,
                        str(full[at[0]]),
                    )
                )
    return changes


def _printed(entry: Entry, lines: list[str]) -> bool:
    return any(match_key(line) == match_key(entry.term) for line in lines)


def _where(entry: ReadEntry) -> str:
    return str(min(segment.line for segment in entry.heading + entry.body))


def _counterpart(
    entry: Entry, entries: Sequence[Entry], fresh: list[ReadEntry], found: Mapping[str, tuple[Segment, ...]]
) -> ReadEntry | None:
    """Find what became of a recorded entry: the unknown one of its term, else the only one between its found neighbours."""
    key = match_key(entry.term)
    for other in fresh:
        names = {match_key(other.term)}
        if key in names or (other.term and (key in match_key(other.term) or match_key(other.term) in key)):
            return other
    if entry.heading and not entry.heading_restored:
        return None
    order = sorted(entries, key=lambda each: min(segment.line for segment in each.body or each.heading))
    at = order.index(entry)
    if any(each.id not in found for each in order[max(0, at - 1) : at] + order[at + 1 : at + 2]):
        return None
    above = max((segment.line for each in order[max(0, at - 1) : at] for segment in found[each.id]), default=0)
    below = min((segment.line for each in order[at + 1 : at + 2] for segment in found[each.id]), default=10**9)
    between = [other for other in fresh if above < min(segment.line for segment in other.body or other.heading) < below]
    return between[0] if len(between) == 1 else None
