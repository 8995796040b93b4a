"""The parts of a workbook, found as the format says and copied into an unambiguous package.

An .xlsx is an archive of XML parts that name each other. A hostile one can name a part twice, say
that it is small and unpack it large, or lead two readers to different parts. What was measured must
be what is read: so the cells' parts are copied, no longer than they say they are, under fixed
names, with references written here.
"""

from __future__ import annotations

import posixpath
import shutil
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from data_access.imports.xml_parsing import require_plain

PIECE = 2**18
MAX_INDEX = 5 * 2**20  # bytes of a part that only lists others
SHARED_STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Link:
    """A relation of a part: what kind of part it leads to, and where that is in the archive."""

    kind: str
    path: str


class Package:
    """The parts of an archive, by their names in any case; KeyError or ValueError if it is none."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        books = [link for link in self._links("").values() if link.kind == "officeDocument"]
        if len(books) != 1:
            raise ValueError("the archive does not name one workbook")
        self.links = self._links(books[0].path)
        tree = self._tree(books[0].path)
        self.hidden: set[str] = set()
        self.sheets = self._sheets(tree)
        flag = next((e.get("date1904") for e in tree.iter() if _is(e, "workbookPr")), None)
        self.dates_from_1904 = flag in ("1", "true")

    def copy(self, target: zipfile.ZipFile) -> dict[str, str]:
        """Copy what cells come from into an empty archive; return the paths of the sheets there."""
        paths = {}
        for number, (name, path) in enumerate(self.sheets.items(), start=1):
            paths[name] = f"xl/worksheets/sheet{number}.xml"
            self._copy(path, target, paths[name])
        kinds = {link.kind: link.path for link in self.links.values()}
        for kind, path in (("sharedStrings", SHARED_STRINGS), ("styles", STYLES)):
            if kind in kinds:
                self._copy(kinds[kind], target, path)
        target.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        target.writestr("xl/workbook.xml", _book(list(paths), self.dates_from_1904))
        sheets = [("worksheet", path.removeprefix("xl/")) for path in paths.values()]
        target.writestr("xl/_rels/workbook.xml.rels", _links(sheets))
        return paths

    def _copy(self, path: str, target: zipfile.ZipFile, name: str) -> None:
        with (
            self.archive.open(self.names[path.lower()]) as source,
            target.open(name, "w", force_zip64=True) as sink,
        ):
            shutil.copyfileobj(source, sink, PIECE)

    def _tree(self, path: str) -> ElementTree.Element:
        name = self.names[path.lower()]
        if self.archive.getinfo(name).file_size > MAX_INDEX:
            raise ValueError(f"{name} is too long to be a list of parts")
        content = self.archive.read(name)
        require_plain(content)
        return ElementTree.fromstring(content)

    def _links(self, part: str) -> dict[str, Link]:
        """Return the relations of a part by their identifiers; "" stands for the archive itself."""
        folder, name = posixpath.split(part)
        found: dict[str, Link] = {}
        for element in self._tree(posixpath.join(folder, "_rels", f"{name}.rels")):
            target, identifier = str(element.get("Target")), str(element.get("Id"))
            if identifier in found:
                raise ValueError(f"two relations are called {identifier}")
            kind = str(element.get("Type")).rpartition("/")[2]
            found[identifier] = Link(kind, self._path(folder, target))
        return found

    def _path(self, folder: str, target: str) -> str:
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        # Some programs write every path from the top, without the slash that would say so.
        known = path.lower() in self.names or target.lower() not in self.names
        return path if known else target

    def _sheets(self, book: ElementTree.Element) -> dict[str, str]:
        found: dict[str, str] = {}
        for sheet in (element for element in book.iter() if _is(element, "sheet")):
            # The attribute's namespace differs between the usual and the strict format.
            identifier = next((v for k, v in sheet.items() if k.endswith("}id")), "")
            link, name = self.links.get(identifier), str(sheet.get("name"))
            if link is None or link.kind != "worksheet" or link.path.lower() not in self.names:
                continue
            if name in found:
                raise ValueError(f"two sheets are called {name}")
            found[name] = link.path
            if sheet.get("state") in ("hidden", "veryHidden"):
                self.hidden.add(name)
        return found


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _links(targets: list[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{path}"/>'
        for i, (kind, path) in enumerate(targets)
    )
    return f'<Relationships xmlns="{LINKS}">{entries}</Relationships>'


def _book(sheets: list[str], dates_from_1904: bool) -> str:
    entries = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i + 1}" r:id="r{i}"/>'
        for i, name in enumerate(sheets)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{int(dates_from_1904)}"/><sheets>{entries}</sheets></workbook>'
    )
