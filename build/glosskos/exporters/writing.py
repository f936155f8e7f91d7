"""Exports written: one for a call, all of them for a build, with a page that says how each is taken in and what it carries."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from glosskos.errors import TargetError
from glosskos.exporters import exporters
from glosskos.exporters.base import Exporter, ExportError
from glosskos.flat import Flat
from glosskos.model import Thesaurus
from glosskos.output import NOT_FOR_PUBLICATION, exchanged, read_manifest, write_manifest, write_whole

__all__ = ["about", "check_quotations", "export_bytes", "export_to", "write_catalogs"]


def check_quotations(thesaurus: Thesaurus, data: Path | None = None) -> None:
    """Refuse what holds quotations.

    :param data: the file that the thesaurus was read from; a build over documents says so in its manifest
    :raises ExportError: if there are any
    """
    beside = read_manifest(data.parent) if data is not None else None
    if any(note.quoted for note in thesaurus.definitions) or (beside and beside.get("documents")):
        raise ExportError(
            "holds quotations that belong to their publishers: for its owner, not for publication; --with-quotations exports it all the same"
        )


def export_bytes(exporter: Exporter, flat: Flat) -> bytes:
    """Give the file of an exporter that writes one.

    :raises ExportError: if it writes several, or the target cannot take the thesaurus
    """
    if len(exporter.files) > 1:
        raise ExportError(
            f"{exporter.name} writes {len(exporter.files)} files ({', '.join(exporter.files)}); name a folder with --out"
        )
    with tempfile.TemporaryDirectory(prefix="glosskos-") as work:
        exporter.write(flat, Path(work))
        return (Path(work) / exporter.files[0]).read_bytes()


def export_to(exporter: Exporter, flat: Flat, out: Path) -> list[Path]:
    """Write an export, all or nothing; give the files written.

    :param out: a file, or a folder to put it in; for several files a folder, which is made, or exchanged where it holds the same export
    :raises ExportError: if the target cannot take the thesaurus
    :raises TargetError: if nothing can be written there, or a folder holds something else
    """
    inside = read_manifest(out)
    if len(exporter.files) == 1:
        if inside is not None:
            raise TargetError(f"{out}: an output that glosskos keeps as a whole; name a file, or another folder")
        target = out / exporter.files[0] if out.is_dir() else out
        write_whole(target, export_bytes(exporter, flat))
        return [target]
    if inside is not None and inside.get("export") != exporter.name:
        raise TargetError(f"{out}: holds another output of glosskos; name another folder")
    with exchanged(out) as folder:
        exporter.write(flat, folder)
        head = {
            "export": exporter.name,
            "language": flat.language,
            "thesaurus": flat.scheme_iri,
            "version": flat.thesaurus.scheme.version,
            **({"note": NOT_FOR_PUBLICATION} if flat.quoted else {}),
        }
        write_manifest(folder, head)
    return [out / name for name in exporter.files]


def write_catalogs(thesaurus: Thesaurus, folder: Path, progress: Callable[[str], None] = lambda _: None) -> None:
    """Write every export of a build into a folder that is made, in French, with ``README.md``.

    What writes several files gets a folder of its own.
    """
    flat = Flat(thesaurus)
    folder.mkdir()
    known = [each for each in exporters().values() if each.in_build]
    for each in known:
        progress(f"writing the catalogs: {each.name}")
        each.write(flat, _place(each, folder))
    (folder / "README.md").write_text(about(flat), encoding="utf-8", newline="\n")


def _place(exporter: Exporter, folder: Path) -> Path:
    if len(exporter.files) == 1:
        return folder
    own = folder / exporter.name
    own.mkdir()
    return own


def about(flat: Flat) -> str:
    """Give the page that says, for each export of a build, how it is taken in and what it carries; Markdown."""
    scheme = flat.thesaurus.scheme
    out = [
        f"# {flat.title()}: into a data catalog\n\n"
        f"Version {scheme.version}, {scheme.modified}. Each file here holds the whole thesaurus, in the form that one program reads.\n"
        "Identifiers follow from the concepts' IRIs and never from a label: importing a later version updates what is there.\n\n"
        "*Carried* means as data of its own; *flattened*, inside a text or a list; *dropped*, not there. Everything is in `../thesaurus.ttl`.\n"
    ]
    for each in exporters().values():
        if each.in_build:
            names = [name if len(each.files) == 1 else f"{each.name}/{name}" for name in each.files]
            out.append(
                f"\n## {each.title}\n\n" + ", ".join(f"[{name}]({name})" for name in names) + "\n\n"
                f"{each.use.replace('{glossary}', flat.glossary_id)}\n\n{each.table()}"
            )
    return "".join(out)
