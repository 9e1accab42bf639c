"""Compares pinned versions with known advisories, offline.

The advisories are files of the OSV format (https://ossf.github.io/osv-schema/), one JSON document each, as the databases of
osv.dev hand them out by ecosystem (Maven, PyPI, npm). They are not part of Vitrine: fetch them where there is a network.
The pinned versions are read from target/local/bom.json (CycloneDX, made by `CI=true mvn verify`), from requirements*.txt of deploy and
model-artifacts, and from deploy/package-lock.json.

Ends with 0 if no pinned version is affected, with 1 if one is, with 2 if a file that it needs is missing.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
PRE_RELEASE = {"dev": -5, "snapshot": -5, "alpha": -4, "a": -4, "beta": -3, "b": -3, "milestone": -2, "m": -2, "rc": -1, "cr": -1}


class Package(NamedTuple):
    """A package as OSV names it; `ecosystem` is Maven, PyPI or npm."""

    ecosystem: str
    name: str


class Match(NamedTuple):
    """A pinned version that an advisory names."""

    package: Package
    version: str
    advisory: str
    summary: str


class Part(NamedTuple):
    """A part of a version, for sorting: the rank of a word such as rc, below 0, or a number's value with the rank 0."""

    rank: int
    value: float


Pins = dict[Package, set[str]]  # with its pinned versions

def pinned_versions(root: Path) -> Pins:
    """Returns all that the project in a folder pins.

    Raises FileNotFoundError if target/local/bom.json is missing.
    """
    pins: Pins = {}
    bom = json.loads((root / "target/local/bom.json").read_text(encoding="utf-8"))
    for component in bom.get("components", []):
        if component.get("purl", "").startswith("pkg:maven/"):
            add(pins, "Maven", f"{component['group']}:{component['name']}", component["version"])
    for folder in ("deploy", "model-artifacts"):
        for file in sorted((root / folder).rglob("requirements*.txt")):
            if "node_modules" not in file.parts:
                for name, version in REQUIREMENT.findall(file.read_text(encoding="utf-8")):
                    add(pins, "PyPI", python_name(name), version)
    lock = json.loads((root / "deploy/package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock.get("packages", {}).items():
        if path:
            add(pins, "npm", package.get("name", path.rpartition("node_modules/")[2]), package["version"])
    return pins


def add(pins: Pins, ecosystem: str, name: str, version: str) -> None:
    pins.setdefault(Package(ecosystem, name), set()).add(version)


def python_name(name: str) -> str:
    """The one spelling of a Python package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def advisories(sources: Iterable[str | Path]) -> Iterator[dict[str, Any]]:
    """Yields OSV documents of files, folders and zip archives. Raises FileNotFoundError."""
    for source in map(Path, sources):
        if source.is_dir():
            yield from advisories(sorted(source.rglob("*.json")) + sorted(source.rglob("*.zip")))
        elif source.suffix == ".zip":
            with zipfile.ZipFile(source) as archive:
                for name in archive.namelist():
                    if name.endswith(".json"):
                        yield json.loads(archive.read(name))
        else:
            yield json.loads(source.read_text(encoding="utf-8"))


def affected_pins(pins: Pins, documents: Iterable[Mapping[str, Any]]) -> Iterator[Match]:
    """Yields each pinned version that a document names."""
    for document in documents:
        if "withdrawn" in document:
            continue
        for affected in document.get("affected", []):
            package = affected.get("package", {})
            ecosystem = package.get("ecosystem", "").partition(":")[0]
            name = package.get("name", "")
            named = Package(ecosystem, python_name(name) if ecosystem == "PyPI" else name)
            for version in sorted(pins.get(named, ())):
                if is_affected(version, affected):
                    yield Match(named, version, document["id"], document.get("summary", ""))


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Whether a version is one of those that OSV's member `affected` lists, or lies in one of its ranges."""
    if version in affected.get("versions", []):
        return True
    return any(
        in_range(version, span.get("events", []))
        for span in affected.get("ranges", [])
        if span.get("type") in ("ECOSYSTEM", "SEMVER")
    )


def in_range(version: str, events: Sequence[Mapping[str, str]]) -> bool:
    """OSV's evaluation of events, which are sorted by version first."""
    inside = False
    for event in sorted(events, key=lambda one: order(next(iter(one.values())))):
        (kind, limit), key = next(iter(event.items())), order(version)
        if kind == "introduced" and (limit == "0" or key >= order(limit)):
            inside = True
        elif kind == "fixed" and key >= order(limit):
            inside = False
        elif kind == "last_affected" and key > order(limit):
            inside = False
    return inside


def order(version: str) -> list[Part]:
    """A key that sorts versions: numbers by value, a pre-release before its release. Build numbers do not count."""
    plain = version.lower().partition("+")[0]
    parts: list[Part] = []
    for word in re.findall(r"\d+|[a-z]+", plain):
        if word.isdigit():
            parts.append(Part(0, int(word)))
        elif word not in ("final", "ga", "release", "v", "jre", "android"):
            without_zeros(parts)
            parts.append(Part(PRE_RELEASE[word], 0) if word in PRE_RELEASE else Part(0, 0.5))
    return without_zeros(parts) + [Part(0, 0)]


def without_zeros(parts: list[Part]) -> list[Part]:
    """Takes zeros off the end: 2.0 is 2."""
    while parts and parts[-1] == (0, 0):
        parts.pop()
    return parts


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="+", help="an OSV document, a folder of them, or a zip archive of osv.dev")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        pins = pinned_versions(options.root)
        documents = list(advisories(options.source))
    except FileNotFoundError as missing:
        print(f"{missing.filename} is missing. `CI=true mvn verify` makes target/local/bom.json.", file=sys.stderr)
        return 2
    found = sorted(set(affected_pins(pins, documents)))
    for match in found:
        print(f"{match.package.ecosystem}  {match.package.name} {match.version}  {match.advisory}  {match.summary}")
    count = sum(len(versions) for versions in pins.values())
    print(f"{count} pinned versions, {len(documents)} advisories, {len(found)} matches.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
