"""A matrix of generated pictures whose renditions must equal what another decoder makes of the same file.

    .ci/pictures

Format x color model x depth x profile x transparency x orientation x damage. The reference is Pillow with LittleCMS. Where Pillow
reads fewer bits than a file has, or ignores a part of it, the reference is the samples that the file was made of. The mean difference
of all samples must be at most MOST_DIFFERENT; a file that is cut must be refused. Prints a line for each value of each dimension and
one for each failure; exits 1 if there is one.
"""

import collections
import pathlib
import shutil
import subprocess
import sys
import warnings

import numpy as np
from PIL import Image
from picture_cases import bmps, cases, gifs, jpegs, pngs, tiffs, webps

MOST_DIFFERENT = 3.0  # of 255
warnings.simplefilter("ignore")


def different(want, rendition):
    got = np.asarray(Image.open(rendition).convert("RGB"), np.float64)
    return float(np.abs(got - want).mean()) if got.shape == want.shape else f"size {got.shape[1]} x {got.shape[0]}, not {want.shape[1]} x {want.shape[0]}"


def verdict(case, folder):
    """None when right, else what is wrong."""
    refusal, rendition = folder / (case.name + ".txt"), folder / (case.name + ".jpg")
    said = refusal.read_text() if refusal.exists() else None
    if isinstance(case.want, str):
        return None if said and said.startswith(case.want + ":") else f"is not refused as {case.want}: {said}"
    if said:
        return "is refused: " + said
    difference = different(case.want, rendition)
    return f"differs by {difference}" if isinstance(difference, str) or difference > MOST_DIFFERENT else None


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    files, renditions = root / "target/pictures/files", root / "target/pictures/renditions"
    for folder in (files, renditions):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for make in (jpegs, pngs, gifs, webps, tiffs, bmps):
        make()
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), [name for name, times in collections.Counter(names).items() if times > 1]
    for case in cases:
        (files / case.name).write_bytes(case.data)
    subprocess.run([root / "src/tools/run", "pictures.RenderFolder", files, renditions], check=True)
    wrong = {case.name: verdict(case, renditions) for case in cases}
    table = collections.defaultdict(lambda: [0, 0])
    for case in cases:
        for label in case.labels.items():
            table[label][0] += wrong[case.name] is None
            table[label][1] += 1
    for (dimension, value), (right, all) in sorted(table.items(), key=str):
        print(f"{dimension:14} {value!s:20} {right:4} of {all}")
    for name, what in wrong.items():
        if what:
            print(f"FAILED {name} {what}")
    right = sum(what is None for what in wrong.values())
    print(f"{right} of {len(cases)} files are right")
    sys.exit(right < len(cases))


if __name__ == "__main__":
    main()
