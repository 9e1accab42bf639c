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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
PRE_RELEASE = {"dev": -5, "snapshot": -5, "alpha": -4, "a": -4, "beta": -3, "b": -3, "milestone": -2, "m": -2, "rc": -1, "cr": -1}


def pinned_versions(root):
    """Returns {(ecosystem, name): {version, ...}} of all that the project in a folder pins.

    Raises FileNotFoundError if target/local/bom.json is missing.
    """
    pins = {}
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


def add(pins, ecosystem, name, version):
    pins.setdefault((ecosystem, name), set()).add(version)


def python_name(name):
    """The one spelling of a Python package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def advisories(sources):
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


def affected_pins(pins, documents):
    """Yields (ecosystem, name, version, id, summary) for each pinned version that a document names."""
    for document in documents:
        if "withdrawn" in document:
            continue
        for affected in document.get("affected", []):
            package = affected.get("package", {})
            ecosystem = package.get("ecosystem", "").partition(":")[0]
            name = package.get("name", "")
            name = python_name(name) if ecosystem == "PyPI" else name
            for version in sorted(pins.get((ecosystem, name), ())):
                if is_affected(version, affected):
                    yield ecosystem, name, version, document["id"], document.get("summary", "")


def is_affected(version, affected):
    """Whether a version is one of those that OSV's member `affected` lists, or lies in one of its ranges."""
    if version in affected.get("versions", []):
        return True
    return any(
        in_range(version, span.get("events", []))
        for span in affected.get("ranges", [])
        if span.get("type") in ("ECOSYSTEM", "SEMVER")
    )


def in_range(version, events):
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


def order(version):
    """A key that sorts versions: numbers by value, a pre-release before its release. Build numbers do not count."""
    plain = version.lower().partition("+")[0]
    parts = []
    for word in re.findall(r"\d+|[a-z]+", plain):
        if word.isdigit():
            parts.append((0, int(word)))
        elif word not in ("final", "ga", "release", "v", "jre", "android"):
            without_zeros(parts)
            parts.append((PRE_RELEASE[word], 0) if word in PRE_RELEASE else (0, 0.5))
    return without_zeros(parts) + [(0, 0)]


def without_zeros(parts):
    """Takes zeros off the end: 2.0 is 2."""
    while parts and parts[-1] == (0, 0):
        parts.pop()
    return parts


def main(arguments=None):
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
    for ecosystem, name, version, advisory, summary in found:
        print(f"{ecosystem}  {name} {version}  {advisory}  {summary}")
    count = sum(len(versions) for versions in pins.values())
    print(f"{count} pinned versions, {len(documents)} advisories, {len(found)} matches.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
