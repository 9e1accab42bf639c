"""A CLIP, a SigLIP or a Florence-2 as ONNX, in the layout that local mode reads; ../export says how it is called.

A CLIP or SigLIP becomes the layout of Immich's exports (a Florence-2 that of onnx-community's: florence.py has it):

    config.json                      open_clip's model configuration
    scores.json                      {"logit_scale", "logit_bias"?}: which Immich's exports lack
    visual/model.onnx                "image" float32 [N, 3, S, S] to "embedding" float32 [N, D] of length 1
    visual/preprocess_cfg.json       open_clip's
    textual/model.onnx               "text" int32 [N, L] to "embedding" float32 [N, D] of length 1
    textual/tokenizer.json, ...      as transformers saves a fast tokenizer
"""

import argparse
import shutil
import sys
from pathlib import Path

import checking
import florence
import sources
import writing


def main(arguments: list[str] | None = None) -> None:
    """Exports, compares, and prints how close the two are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the weights: open_clip's, or a CLIP or Florence-2 of transformers")
    parser.add_argument("out", type=Path, help="a folder that is made")
    form = parser.add_mutually_exclusive_group()
    for name, meaning in (("fp16", "store the weights in half precision"), ("int8", "store large weights in 8 bits, and multiply in 8 bits")):
        form.add_argument(f"--{name}", dest="precision", action="store_const", const=name, default="fp32", help=meaning)
    asked = parser.parse_args(arguments)
    try:
        asked.out.mkdir(parents=True)
    except OSError as e:
        sys.exit(f"not exported: {e}")
    try:
        print(f"{asked.out}: {written(asked.folder, asked.out, asked.precision)}")
    except (ValueError, OSError) as e:
        shutil.rmtree(asked.out)  # local mode would take it
        sys.exit(f"not exported: {e}")


def written(folder: Path, out: Path, precision: writing.Precision) -> str:
    """Writes the model, compares it with the library, and says how close the two are; @raises ValueError if they are not."""
    if florence.is_one(folder):
        florence.write(folder, out, precision)
        close = florence.compare(folder, out, checking.pictures(), precision)
        return f"{close.tokens:.0%} of the likeliest tokens are the library's; their numbers differ by {close.worst:.6f} at most"
    source = sources.load(folder)
    writing.write(source, out, precision)
    least = checking.compare(source, out, precision)
    return f"least cosine to the library's embeddings {least.pictures:.6f} of pictures, {least.texts:.6f} of texts"


if __name__ == "__main__":
    main()
