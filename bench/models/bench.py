"""The model artifacts against what they replace: the naive handler, transformers' pipeline, clip-interrogator.

Every figure is wall seconds and CPU seconds of one call, the best of its repetitions; both sides run in the same
process, one after the other, on the same threads. Weights are random, sizes and tokenizers are the real ones.
"""

import json
import os
import platform
import random
import sys
import tempfile
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parents[2] / "model-artifacts"
sys.path[:0] = [str(ROOT / "tests")]

import conftest  # noqa: E402
import open_clip  # noqa: E402
import tiny_models  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from asking import ask, base64_of, encoded, item, json_item, picture  # noqa: E402
from open_clip.factory import get_model_config  # noqa: E402
from safetensors.torch import save_file  # noqa: E402

SCRATCH = Path(tempfile.mkdtemp())
SAMPLES = {"ViT-B-32": (512, 8192), "ViT-L-14": (128, 2048)}  # phrases for LabelTable, for ours
LABELS = (300, 1000)
THREADS = len(os.sched_getaffinity(0))


def measure(call, times=1):
    """(wall, CPU) seconds of the quickest of some calls."""
    best = None
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        took = (time.perf_counter() - wall, time.process_time() - cpu)
        best = took if best is None or took < best else best
    return best


def measure_both(one, other, times):
    """The same for two calls that take turns, so that a busy moment hits both."""
    pairs = [(measure(one), measure(other)) for _ in range(times)]
    return tuple(min(took) for took in zip(*pairs, strict=True))


def row(what, took, against=None):
    wall, cpu = took
    ratio = f"{times(against[0] / wall)} | {times(against[1] / cpu)}" if against else "1x | 1x"
    print(f"| {what} | {wall:,.4f} | {cpu:,.4f} | {ratio} |", flush=True)


def times(ratio):
    return f"{ratio:,.0f}x" if ratio >= 20 else f"{ratio:.1f}x"


def table(title, note=""):
    print(f"\n### {title}\n\n{note}".rstrip() + "\n")
    print("| | wall s | CPU s | wall, times faster | CPU, times less |\n|---|---|---|---|---|")


def weights(architecture):
    """A folder with the architecture in open_clip's layout, random weights."""
    folder = SCRATCH / architecture
    if not folder.is_dir():
        folder.mkdir()
        config = get_model_config(architecture)
        about = {"model_cfg": config, "preprocess_cfg": {"size": [224, 224]}}
        (folder / "open_clip_config.json").write_text(json.dumps(about))
        state = open_clip.CLIP(**config).state_dict()
        save_file({k: v.contiguous() for k, v in state.items()}, folder / "open_clip_model.safetensors")
    return folder


def pipeline_of(architecture):
    """transformers' zero-shot pipeline with the same sizes."""
    config = get_model_config(architecture)
    vision, text = config["vision_cfg"], config["text_cfg"]
    width, head = vision["width"], vision.get("head_width", 64)
    sizes = transformers.CLIPConfig(
        projection_dim=config["embed_dim"],
        vision_config={
            "hidden_size": width, "intermediate_size": 4 * width, "num_hidden_layers": vision["layers"],
            "num_attention_heads": width // head, "image_size": 224, "patch_size": vision["patch_size"],
        },
        text_config={
            "hidden_size": text["width"], "intermediate_size": 4 * text["width"], "num_hidden_layers": text["layers"],
            "num_attention_heads": text["heads"], "vocab_size": 49408, "eos_token_id": 49407, "bos_token_id": 49406,
        },
    )  # fmt: skip
    return transformers.pipeline(
        "zero-shot-image-classification",
        model=transformers.CLIPModel(sizes).eval(),
        tokenizer=tiny_models.clip_tokenizer(SCRATCH / "vocabulary"),
        image_processor=transformers.CLIPImageProcessor(),
    )


def flavors(count, seed=1):
    """Real phrases of real lengths."""
    conftest.Artifact("clip-interrogator", SCRATCH / "interrogator")
    import words

    return random.Random(seed).sample(words.load("full")["flavors"], count)


def clip(architectures):
    data = encoded(picture(1024, 768), "JPEG", quality=90)
    artifact = conftest.Artifact("clip", SCRATCH / "clip")
    for architecture in architectures:
        folder = weights(architecture)
        module = artifact.started(model_id=str(folder), label_sets=str(SCRATCH / "sets"))
        torch.set_num_threads(THREADS)  # the tests' artifacts take one
        model, preprocess = open_clip.create_model_from_pretrained(f"local-dir:{folder}")
        model.eval()
        tokenizer = open_clip.get_tokenizer(architecture)
        pipeline = pipeline_of(architecture)
        import pictures

        for count in LABELS:
            labels = flavors(count)
            body = {"image": base64_of(data), "candidate_labels": labels}
            first = measure(lambda: ask(module, json_item(body)))
            name = ask(module, json_item(body))[1]["model"]["label_set"]
            raw = item("image/jpeg", data, label_set=name, top_k="50")

            @torch.inference_mode()
            def naive():
                seen = model.encode_image(preprocess(pictures.decode(data)).unsqueeze(0), normalize=True)
                texts = model.encode_text(tokenizer([f"a photo of {label}" for label in labels]), normalize=True)
                return (model.logit_scale.exp() * seen @ texts.T).softmax(-1)

            def zero_shot():
                return pipeline(pictures.decode(data), candidate_labels=labels, hypothesis_template="a photo of {}")

            table(f"CLIP {architecture}, {count} labels, one request with a 1024 x 768 JPEG")
            slow = measure(naive)
            row("naive handler: encodes all labels each time, 77 positions", slow)
            row("transformers' zero-shot pipeline", measure(zero_shot), slow)
            row("ours, the first time the labels are sent", first, slow)
            row("ours, label set known", measure(lambda: ask(module, raw), 7), slow)


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
