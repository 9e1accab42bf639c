"""The phrases a prompt is made of: clip-interrogator's lists, whole, or cut to what a seller can put beside a product.

full    as the package has them: artists of all times, web sites, films.
seller  no living artist: only those in words/artists.txt, who died before 1955.
        no site, prize, film, game or brand: no "trending on ..."; flavors only of words in words/plain.txt (ordinary
        English, nothing obscene), without a phrase of words/names.txt and without the name of another artist.

A phrase is in one table only (the package repeats some, and a prompt would repeat them): negative apart, the smaller
tables keep it.
"""

import hashlib
import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = ("seller", "full")
MERGED = ("artists", "flavors", "mediums", "movements", "trendings")  # the order in which the package merges them
SITES = (
    "Artstation", "behance", "cg society", "cgsociety", "deviantart", "dribble", "flickr", "instagram", "pexels",
    "pinterest", "pixabay", "pixiv", "polycount", "reddit", "shutterstock", "tumblr", "unsplash", "zbrush central",
)  # fmt: skip
TRENDING = ("{}", "trending on {}", "featured on {}", "{} contest winner")
LONGEST_NAME = 8  # words


def load(kind: str, data: str | Path | None = None) -> dict[str, list[str]]:
    """{table: [phrase]}, tables in MERGED's order, then negative; `data` is a folder with the package's files."""
    check(kind)
    folder = Path(data) if data else package_data()
    artists, flavors = _lines(folder / "artists.txt"), _lines(folder / "flavors.txt")
    trendings = [how.format(site) for how in TRENDING for site in SITES]
    mediums, movements = _lines(folder / "mediums.txt"), _lines(folder / "movements.txt")
    movements = [m for m in movements if m not in mediums]
    if kind == "seller":
        mine = set(_lines(HERE / "words" / "artists.txt"))
        flavors = _plain(flavors, [a for a in artists if a not in mine])
        artists, trendings = [a for a in artists if a in mine], []
    artists = [f"{how} {artist}" for how in ("by", "inspired by") for artist in artists]
    elsewhere = {*artists, *mediums, *movements, *trendings}
    return {
        "artists": artists,
        "flavors": [f for f in flavors if f not in elsewhere],
        "mediums": mediums,
        "movements": movements,
        "trendings": trendings,
        "negative": _lines(folder / "negative.txt"),
    }


def check(kind: str) -> None:
    """@raises ValueError when there are no lists of this kind"""
    if kind not in KINDS:
        raise ValueError(f"words must be one of {', '.join(KINDS)}, not {kind}")


def digest(tables: Mapping[str, list[str]]) -> str:
    """SHA-256 of all phrases in their order: embeddings made for other lists are not taken for these."""
    return hashlib.sha256(json.dumps(tables, ensure_ascii=False).encode()).hexdigest()


def package_data() -> Path:
    """The data folder of clip-interrogator, found without running the package."""
    found = importlib.util.find_spec("clip_interrogator")
    if found is None or found.submodule_search_locations is None:
        raise ValueError("the package clip-interrogator, which has the word lists, is not installed")
    return Path(found.submodule_search_locations[0]) / "data"


def _lines(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text("utf-8", errors="replace").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def _plain(flavors: Iterable[str], artists: Iterable[str]) -> list[str]:
    plain = set((HERE / "words" / "plain.txt").read_text("utf-8").split())
    banned = {normal(name) for name in artists} | {normal(phrase) for phrase in _lines(HERE / "words" / "names.txt")}
    kept = []
    for flavor in flavors:
        words = re.findall(r"[^\W_]+", flavor.lower())
        if words and all(word in plain or word.isdecimal() for word in words) and not _contains(normal(flavor), banned):
            kept.append(flavor)
    return kept


def _contains(text: str, phrases: Set[str]) -> bool:
    words = text.split()
    runs = (words[i:j] for i in range(len(words)) for j in range(i + 1, min(i + LONGEST_NAME, len(words)) + 1))
    return any(" ".join(run) in phrases for run in runs)


def normal(text: str) -> str:
    """Lowercase ASCII words with single spaces between them."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall("[a-z0-9]+", ascii_only))
