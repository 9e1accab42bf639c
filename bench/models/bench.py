"""The model artifacts against what they replace: the handlers of AWS's article first, and transformers' pipeline.

Every figure is wall seconds and CPU seconds of one call; both sides run in the same process on the same threads. Weights are
random, sizes and tokenizers are the real ones.
"""

import os
import platform
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parents[2] / "model-artifacts"
THREADS = int(os.environ.get("VITRINE_CORES", len(os.sched_getaffinity(0))))  # before the tests' modules set it to one
sys.path[:0] = [str(ROOT / "tests")]

import article  # noqa: E402
import interrogator  # noqa: E402
import torch  # noqa: E402

ARCHITECTURES = ("ViT-B-32", "ViT-L-14")


def clip(architecture: str) -> None:
    """CLIP's requests."""
    article.compare(architecture, interrogator.flavors, THREADS)


SECTIONS = {"clip": clip, "chain": interrogator.chain, "ranking": interrogator.ranking, "tables": interrogator.tables}


def main() -> None:
    """Runs the sections and architectures that are named, or all."""
    torch.set_num_threads(THREADS)
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    unknown = set(sys.argv[1:]) - set(SECTIONS) - set(ARCHITECTURES)
    if unknown:
        sys.exit(f"there is no {', '.join(sorted(unknown))}: give some of {', '.join([*SECTIONS, *ARCHITECTURES])}, or nothing")
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "?")
    print(f"{time.strftime('%Y-%m-%d')}, {processor}, {torch.get_num_threads()} threads, no GPU, ", end="")
    print(f"Python {platform.python_version()}, torch {torch.__version__}; load when it began: {load}.")
    for architecture in [name for name in ARCHITECTURES if name in sys.argv] or ARCHITECTURES:
        for name in [name for name in SECTIONS if name in sys.argv] or SECTIONS:
            SECTIONS[name](architecture)


if __name__ == "__main__":
    main()
