"""A CLIP or SigLIP as ONNX, in the layout of Immich's exports, which local mode reads; ../export says how it is called.

    config.json                      open_clip's model configuration
    scores.json                      {"logit_scale", "logit_bias"?}: which Immich's exports lack
    visual/model.onnx                "image" float32 [N, 3, S, S] to "embedding" float32 [N, D] of length 1
    visual/preprocess_cfg.json       open_clip's
    textual/model.onnx               "text" int32 [N, L] to "embedding" float32 [N, D] of length 1
    textual/tokenizer.json, ...      as transformers saves a fast tokenizer
"""

import argparse
import sys
from pathlib import Path

import checking
import sources
import writing


def main(arguments: list[str] | None = None) -> None:
    """Exports, compares, and prints how close the two are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the weights: open_clip's, or a CLIP of transformers")
    parser.add_argument("out", type=Path, help="a folder that is made")
    parser.add_argument("--fp16", action="store_true", help="store the weights in half precision")
    asked = parser.parse_args(arguments)
    try:
        source = sources.load(asked.folder)
        writing.write(source, asked.out, asked.fp16)
        pictures, texts = checking.compare(source, asked.out)
    except (ValueError, FileNotFoundError) as e:
        sys.exit(f"not exported: {e}")
    print(f"{asked.out}: least cosine to the library's embeddings {pictures:.6f} of pictures, {texts:.6f} of texts")


if __name__ == "__main__":
    main()
