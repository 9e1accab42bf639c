"""The model artifacts against what they replace: the handler of AWS's article, transformers' pipeline, clip-interrogator.

Every figure is wall seconds and CPU seconds of one call; both sides run in the same process on the same threads. Weights are
random, sizes and tokenizers are the real ones.
"""

import os
import platform
import random
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parents[2] / "model-artifacts"
THREADS = int(os.environ.get("VITRINE_CORES", len(os.sched_getaffinity(0))))  # before the tests' modules set it to one
sys.path[:0] = [str(ROOT / "tests")]

import article  # noqa: E402
import conftest  # noqa: E402
import open_clip  # noqa: E402
import torch  # noqa: E402
from open_clip.factory import get_model_config  # noqa: E402
from shapes import SCRATCH, weights  # noqa: E402
from timing import measure, measure_both, row, table  # noqa: E402

SAMPLES = {"ViT-B-32": (512, 8192), "ViT-L-14": (128, 2048)}  # phrases for LabelTable, for ours


def flavors(count, seed=1):
    """Real phrases of real lengths."""
    conftest.Artifact("clip-interrogator", SCRATCH / "interrogator")
    import words

    return random.Random(seed).sample(words.load("full")["flavors"], count)


def clip(architectures):
    for architecture in architectures:
        article.compare(architecture, flavors, THREADS)


def label_table(labels, embeds):
    """clip-interrogator's LabelTable with these embeddings, without its computing them."""
    from clip_interrogator import Config
    from clip_interrogator.clip_interrogator import LabelTable

    made = LabelTable.__new__(LabelTable)
    made.config = Config(quiet=True)
    made.chunk_size, made.device, made.labels = made.config.chunk_size, "cpu", labels
    made.embeds = [row for row in embeds.numpy()]
    return made


def ranking(architectures):
    conftest.Artifact("clip-interrogator", SCRATCH / "interrogator")
    import ranking as ours
    import words

    count = 100_970
    labels = [str(i) for i in range(count)]
    for size in (get_model_config(architecture)["embed_dim"] for architecture in architectures):
        torch.manual_seed(0)
        embeds = torch.nn.functional.normalize(torch.randn(count, size), dim=-1).half()
        vector = torch.nn.functional.normalize(torch.randn(size), dim=-1)
        clustered = embeds.clone()
        clustered[5000:6500] = torch.nn.functional.normalize(embeds[5000:6500].float() + 0.2 * vector, dim=-1).half()
        for kind, matrix in (("spread", embeds), ("good ones together in the list", clustered)):
            theirs = label_table(labels, matrix.float())
            tables = {name: [] for name in (*words.MERGED, "negative")} | {"flavors": labels}
            mine = ours.Ranking(tables, matrix, torch.device("cpu"))
            for k in (32, 2048):
                table(f"Ranking {count:,} flavors, {size} numbers each, {kind}: the best {k}")
                slow, quick = measure_both(
                    lambda: theirs.rank(vector[None], k),
                    lambda: mine.top(mine.similarities(vector), "flavors", k),
                    25,
                )
                exact = (matrix.double() @ vector.double()).topk(k).indices.tolist()
                found = set(map(int, theirs.rank(vector[None], k)))
                got = set(mine.top(mine.similarities(vector), "flavors", k))
                row(f"`LabelTable.rank`, recall {len(found & set(exact)) / k:.3f}", slow)
                row(f"ours, recall {len(got & set(exact)) / k:.3f}", quick, slow)


def chain(architectures):
    conftest.Artifact("clip-interrogator", SCRATCH / "interrogator")
    from clip_interrogator import Config, Interrogator
    from clip_texts import TextTower

    prompt = "a red coffee mug on a wooden table next to a window, studio lighting, product photo, soft shadows, 8 k"
    count = 512
    for architecture in architectures:
        model, _ = open_clip.create_model_from_pretrained(f"local-dir:{weights(architecture)}")
        theirs = Interrogator.__new__(Interrogator)
        theirs.config, theirs.device, theirs.clip_model = Config(quiet=True), "cpu", model.eval()
        theirs.clip_offloaded, theirs.tokenize = False, open_clip.get_tokenizer(architecture)
        tower = TextTower(model, theirs.tokenize)
        phrases = flavors(count)
        vector = torch.nn.functional.normalize(torch.randn(model.text_projection.shape[1]), dim=-1)
        texts = [f"{prompt}, {phrase}" for phrase in phrases]
        ids = [tower.ids(phrase) for phrase in phrases]

        def ours():
            head = tower.ids(prompt + ",")
            return texts[int((tower.encode_ids([head + i for i in ids]) @ vector).argmax())]

        table(f"Chain {architecture}: one step over {count} phrases, prompt of {len(tower.ids(prompt))} tokens")
        choices = []
        slow = measure(lambda: choices.append(theirs.rank_top(vector[None], texts)))
        row("`Interrogator.chain`'s step", slow)
        row(f"ours, the same choice: {choices == [ours()]}", measure(ours, 3), slow)


def tables(architectures):
    conftest.Artifact("clip-interrogator", SCRATCH / "interrogator")
    import ranking as ours
    import words
    from clip_interrogator import Config
    from clip_interrogator.clip_interrogator import LabelTable
    from clip_texts import TextTower

    phrases = [phrase for part in words.load("full").values() for phrase in part]
    for architecture in architectures:
        few, many = SAMPLES[architecture]
        model, _ = open_clip.create_model_from_pretrained(f"local-dir:{weights(architecture)}")
        tower = TextTower(model.eval(), open_clip.get_tokenizer(architecture))

        class Theirs:
            config, clip_model, tokenize = Config(quiet=True, cache_path=None, device="cpu"), model, tower.tokenizer

        sample = random.Random(2).sample(phrases, many)
        slow = measure(lambda: LabelTable(sample[:few], None, Theirs))
        quick = measure(lambda: ours.compute(tower, {"flavors": sample}))
        slow, quick = ([seconds * len(phrases) / n for seconds in took] for took, n in ((slow, few), (quick, many)))
        note = f"All {len(phrases):,} phrases, from random samples of {few:,} and {many:,}."
        table(f"Embedding all tables, {architecture}", note)
        row("`LabelTable`, 77 positions", slow)
        row("ours, by length", quick, slow)


SECTIONS = {"ranking": ranking, "tables": tables, "chain": chain, "clip": clip}


def main():
    torch.set_num_threads(THREADS)
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    unknown = set(sys.argv[1:]) - set(SECTIONS) - set(SAMPLES)
    if unknown:
        sys.exit(f"there is no {', '.join(sorted(unknown))}: give some of {', '.join([*SECTIONS, *SAMPLES])}, or nothing")
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "?")
    print(f"{time.strftime('%Y-%m-%d')}, {processor}, {torch.get_num_threads()} threads, no GPU, ", end="")
    print(f"Python {platform.python_version()}, torch {torch.__version__}; load when it began: {load}.")
    architectures = [name for name in SAMPLES if name in sys.argv] or list(SAMPLES)
    for name in [name for name in SECTIONS if name in sys.argv] or SECTIONS:
        SECTIONS[name](architectures)


if __name__ == "__main__":
    main()
