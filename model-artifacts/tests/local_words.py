"""The word lists of local mode, and what the container's own code makes of them for 8 pictures with two tiny models.

    python tests/local_words.py

writes src/local/resources/words, and the expectations of local mode's tests, so that neither needs Python. The lists are the
sellers', with no more than the FLAVORS most used of their flavors: all 70,911 of them take a processor hours to read.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
FLAVORS = 2048  # as many as a chain is made of; the package has the most used first
ROOT = HERE.parent.parent
WORDS = ROOT / "src/local/resources/words"
EXPECTED = ROOT / "src/local/test/resources/dev/vitrine/local/ranking/expected.json"
KINDS = range(0, 48, 6)  # of tiny_exports' pictures
CAPTIONS = (
    "a cup.",
    "a lamp!",
    "",
    "a very long sentence about a chair that stands in a room with a window, a door, a carpet and two lamps on it, seen from afar",
)
CALLS = (("fast", 0, 32), ("fast", 0, 3), ("classic", 0, 3), ("best", 2, 3), ("negative", 8, 4), ("caption", 0, 32))
SLOW = ("best", "negative")  # grow a chain, of thousands of texts
SLOWLY = 1  # picture that these are asked about


def tables():
    """{table: [phrase]}; run with the files of clip-interrogator importable."""
    import words

    lists = words.load("seller")
    return lists | {"flavors": lists["flavors"][:FLAVORS]}


def write(folder):
    """A file a list, a phrase a line; the lists that are empty have none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, phrases in tables().items():
        if phrases:
            (folder / f"{name}.txt").write_text("".join(f"{phrase}\n" for phrase in phrases), "utf-8")


def towers_of(name, folder):
    """The container's sides of a tiny model of tiny_exports."""
    import tiny_exports
    import torch
    import towers

    source = getattr(tiny_exports, name)(folder)
    sides = object.__new__(towers.OpenClipTowers)
    sides.model = source.pictures.model
    sides.preprocess = source.prepare
    sides.hardware = SimpleNamespace(device=torch.device("cpu"), dtype=torch.float32)
    if name == "clip":
        merges = tiny_exports.sources.small_vocabulary(folder / "merges.gz", tiny_exports.MERGES)
        sides.tokenizer = tiny_exports.SimpleTokenizer(str(merges), context_length=tiny_exports.LENGTH)
    else:
        sides.tokenizer = tiny_exports.HFTokenizer(str(folder), context_length=tiny_exports.LENGTH, clean="canonicalize")
    sides.texts = sides._texts()
    return sides


def answers(name, folder, modes_asked):
    """Of each picture and call the caption given, prompt and phrases, by the container's code."""
    import interrogator
    import modes
    import ranking
    import tiny_exports
    import torch
    import towers

    sides, lists = towers_of(name, folder), tables()
    phrases = [phrase for table in lists.values() for phrase in table]
    rankings = ranking.Ranking(lists, sides.encode_texts(phrases), torch.device("cpu"))
    made = []
    for place, kind in enumerate(KINDS):
        picture = towers.encode_picture(sides, tiny_exports.picture(kind))
        caption = CAPTIONS[place % len(CAPTIONS)]
        for mode, least, most in CALLS:
            if mode not in modes_asked or (mode in SLOW and place >= SLOWLY):
                continue
            composer = modes.Composer(sides.texts, rankings, picture, time.monotonic() + 3600)
            task = SimpleNamespace(mode=mode, min_flavors=least, max_flavors=most, keeps_stop=False)
            prompt = interrogator._compose(composer, task, caption)
            terms = [
                [rankings.table_of(p), rankings.phrases[p], round(float(composer.similarities[p]), 6)] for p in prompt.places
            ]
            asked = {"picture": kind, "caption": caption, "mode": mode, "least": least, "most": most}
            made.append(asked | {"prompt": prompt.text, "truncated": prompt.truncated, "terms": terms})
    return made


def expected(modes=("fast", "classic", "best", "negative", "caption")):
    """{model: [answer]}; best and negative take minutes."""
    with tempfile.TemporaryDirectory() as scratch:
        made = {}
        for name in ("clip", "siglip"):
            folder = Path(scratch, name)
            folder.mkdir()
            made[name] = answers(name, folder, modes)
    return made


def text_of(made):
    """JSON with a line for each answer."""
    parts = []
    for name, rows in made.items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parent / name) for name in ("tests", "publishing", "clip-interrogator", "shared")]
    import serve

    sys.path.append(str(serve.djl_python()))
    write(WORDS)
    EXPECTED.parent.mkdir(parents=True, exist_ok=True)
    EXPECTED.write_text(text_of(expected()), "utf-8")
