"""A tiny CLIP and a tiny SigLIP of random weights, exported, with what their libraries say of many texts and pictures.

    python tests/tiny_exports.py [FOLDER]

makes the folders that local mode's tests read (src/local/test/resources/dev/vitrine/local/eyes), so that these need no
Python. The classes are the real ones of open_clip, timm, transformers and tokenizers; the vocabularies are small: the first
merges of OpenAI's, and the commonest parts of the shipped words.
"""

import base64
import collections
import gzip
import json
import random
import sys
import zlib
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import open_clip
import timm
import tokenizers
import torch
import transformers
from open_clip.tokenizer import HFTokenizer, SimpleTokenizer
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from timm.models.vision_transformer import VisionTransformer
from torch.nn import functional

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "exporting"))

import sources  # noqa: E402
import tiny_models  # noqa: E402
import writing  # noqa: E402

RESOURCES = HERE.parent.parent / "src/local/test/resources/dev/vitrine/local/eyes"
SIDE = 32
LENGTH = 24
MERGES = 150
TEXTS = 4000
WHOLE = 200  # texts whose ids are written down; of the others the CRC-32
SHOWN = 4  # pictures whose pixels are written down
LABELS = ["coffee mug", "Teapot & lid", "über-große Tasche", "women's “running” shoe", "lamp", "a\u0301rbol", "ﬁne rug"]
TEMPLATES = ["a photo of {}", "{}"]


def clip(folder):
    """A CLIP: a layer on each side, 32 wide, with OpenAI's kind of tokenizer."""
    vision = {"image_size": SIDE, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8}
    text = {"context_length": LENGTH, "vocab_size": 512 + MERGES + 2, "width": 32, "heads": 2, "layers": 1}
    config = {"embed_dim": 64, "vision_cfg": vision, "text_cfg": text}
    torch.manual_seed(21)  # for what stir() leaves as it is
    model = tiny_models.stir(open_clip.CLIP(**config), 21)
    merges = sources.small_vocabulary(Path(folder, "merges.gz"), MERGES)
    tokenizer = SimpleTokenizer(str(merges), context_length=LENGTH)
    _settle(model, 100.0)
    return sources.of_open_clip(model, tokenizer, config)


@timm.models.register_model
def vitrine_tiny_siglip(pretrained=False, **options):
    """SigLIP's picture side, small: patches without a class token, pooled by attention."""
    size = {"img_size": SIDE, "patch_size": 8, "embed_dim": 32, "depth": 1, "num_heads": 2}
    pool = options.get("global_pool") or "map"
    model = VisionTransformer(**size, class_token=False, num_classes=options.get("num_classes", 0), global_pool=pool)
    model.default_cfg = model.pretrained_cfg = {}
    return model


def siglip(folder):
    """A SigLIP: a text side that is not causal, punctuation removed, a bias."""
    words = tokenizers.Tokenizer(tokenizers.models.Unigram(_pieces(), unk_id=2))
    words.normalizer = tokenizers.normalizers.NFKC()
    words.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    words.post_processor = tokenizers.processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    names = {"pad_token": "</s>", "eos_token": "</s>", "unk_token": "<unk>"}
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=words, model_max_length=LENGTH, **names)
    fast.save_pretrained(folder)
    vision = {"image_size": SIDE, "timm_model_name": "vitrine_tiny_siglip", "timm_pool": "map", "timm_proj": "linear"}
    text = {"context_length": LENGTH, "vocab_size": len(fast), "hf_tokenizer_name": "local", "width": 32, "heads": 2}
    text |= {"tokenizer_kwargs": {"clean": "canonicalize"}, "layers": 1, "no_causal_mask": True, "proj_bias": True}
    text |= {"pool_type": "last"}
    config = {"embed_dim": 64, "init_logit_bias": -10, "custom_text": True, "vision_cfg": vision, "text_cfg": text}
    made = {name: value for name, value in config.items() if name != "custom_text"}
    torch.manual_seed(22)
    model = tiny_models.stir(open_clip.CustomTextCLIP(**made), 22)
    _settle(model, 50.0)
    with torch.no_grad():
        model.logit_bias.fill_(-2.5)
    ways = {"resize_mode": "squash", "mean": [0.5] * 3, "std": [0.5] * 3}
    open_clip.model.set_model_preprocess_cfg(model, asdict(PreprocessCfg(size=SIDE, **ways)))
    return sources.of_open_clip(model, HFTokenizer(str(folder), context_length=LENGTH, clean="canonicalize"), config)


def _pieces():
    """Of a unigram model: the commonest parts of words, and all their letters, each with its log probability."""
    parts = collections.Counter()
    for word in (f"\u2581{word.lower()}" for phrase in shipped_words() for word in phrase.split()):
        parts.update(word[i : i + n] for n in range(1, 7) for i in range(len(word) - n + 1))
    common = sorted(parts, key=lambda part: (-parts[part] * len(part), part))[:300]
    letters = sorted(part for part in parts if len(part) == 1)
    known = dict.fromkeys(["<pad>", "</s>", "<unk>"], 0.0)
    known |= {part: round(float(np.log(parts[part] / parts.total())), 4) for part in [*common, *letters]}
    return list(known.items())


def _settle(model, scale):
    """Weights that half precision holds exactly, so that files of half the size are compared with the very same model."""
    with torch.no_grad():
        for weights in model.parameters():
            weights.copy_(weights.half().float())
        model.logit_scale.fill_(float(np.log(scale)))


def shipped_words():
    """Labels and phrases that the project ships."""
    root = HERE.parent.parent
    words = set()
    for name in ("artists", "names", "plain"):
        words.update((root / f"model-artifacts/clip-interrogator/words/{name}.txt").read_text("utf-8").splitlines())
    words.update(line.split(",")[0] for line in (root / "quality/labels.csv").read_text("utf-8").splitlines())
    return {word.strip() for word in words if word.strip()}


MARKS = [
    "“{}”", "‘{}’", "{}'s", "the {}’s", "{} & more", "{} &amp; more", "{} &amp;amp; more", "&lt;{}&gt;", "<b>{}</b>", "{}&nbsp;new",
    "caf&eacute; {}", "CAF&EACUTE; {}", "{} &#39;n&#39; roll", "{} &#x1F600;", "&copy2024 {}", "I'm &notit; {}", "{} &unknown; ok", "&#0;{}",
    "{} &#150; {}", "{} &#xD800;", "{} 😀", "👩‍👩‍👧 {}", "🇩🇪 {}", "{} ❤️", "{} 👍🏽", "{}\t{}", "  {}  ", "\u00a0{}\u2003{}\u3000", "{}\u200b{}",
    "{}_{}", "{}-{}", "{}/{}!?", "{}...", "#{}", "{} (new)", "[{}]", "{} 12,5 cm", "{} ½ 2² №5", "100% {}", "{} €19.99", "{}™ ®", "{} 中文字符", "кружка {}",
    "{} ΟΔΟΣ", "İstanbul {}", "{} straße", "ﬁne {} ﬂoor", "ＦＵＬＬ {}", "ｶﾀｶﾅ {}", "{} हिन्दी", "العربية {}", "a\u0301 e\u0308 {}", "{} \u212b \u2126",
    "ŉ ǆ Ĳ {}", "{} can't won't I'll they've we're he'd", "{} CAN'T", "{} \u0085 {}", "{} \u0091quoted\u0092", "{} \x7f", "\ufeff{}", "{}\u2028{}",
    "naïve {} façade", "Ça va {}?", "{} x{} ×{}", "{}+{}=1", "{}{}{}{}{}{}{}{}", "{} {} {} {} {} {} {} {}",
]  # fmt: skip


def texts():
    """TEXTS of them: the shipped words, dressed up with all that shops write."""
    dice, words = random.Random(14), sorted(shipped_words())
    some = ["", " ", "\u00a0", "&", "&amp;", "a", "A", "😀", "'", "...", "a" * 200, "ж" * 60]
    while len(some) < TEXTS:
        mark = MARKS[len(some) % len(MARKS)]
        word = dice.choice(words)
        word = dice.choice((word, word, word.upper(), word.title()))
        some.append(mark.replace("{}", word) if dice.random() < 0.7 else mark.replace("{}", dice.choice(words), 1).replace("{}", word))
    return some


def picture(kind):
    """One of 50, by whole numbers alone, so that another language makes the same: see TinyPictures.java."""
    width, height = 17 + kind * 37 % 180, 17 + kind * 53 % 140
    x, y = np.meshgrid(np.arange(width), np.arange(height))  # [height, width] each
    noise = (x * 7919 + y * 104729 + kind * 1299709) * 2654435761 % 2**32 >> 24
    ramp = x * 255 // (width - 1) + y * kind
    edges = ((x * (kind % 7 + 1) // 9 + y // (kind % 5 + 3)) % 2) * 255
    ring = ((x - width // 2) ** 2 + (y - height // 2) ** 2) // (kind + 4)
    forms = (noise, ramp, edges, ring, noise // 4 + edges // 2)
    colors = [forms[(kind + c) % len(forms)] + c * 31 for c in range(3)]
    return Image.fromarray((np.stack(colors, axis=-1) % 256).astype(np.uint8))


def pixels():
    """Of each picture the bytes [SIDE, SIDE, 3] that open_clip's preprocessing makes, by the two ways to fit a square."""
    made = []
    for kind in range(50):
        ways = {"resize_mode": ("shortest", "squash")[kind % 2], "interpolation": "bilinear" if kind % 5 == 4 else "bicubic"}
        form = PreprocessCfg(size=SIDE, mean=(0, 0, 0), std=(1, 1, 1), **ways)
        small = image_transform_v2(form, is_train=False)(picture(kind))  # [3, SIDE, SIDE]
        colors = (small * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
        made.append(ways | {"crc": zlib.crc32(colors.tobytes())} | ({"pixels": _text(colors)} if kind < SHOWN else {}))
    return made


def _text(numbers):
    return base64.b64encode(np.ascontiguousarray(numbers).tobytes()).decode()


def _bare(row, end):
    """A row of ids without its end token and what fills it up: open_clip fills with 0, the saved tokenizer with the end token."""
    fill = row[-1]
    while row and row[-1] in (fill, end):
        row.pop()
    return row


def expected(source, words):
    """What the library says: ids without what fills the end, embeddings float16, scores of LABELS together and alone."""
    rows = source.ids(words)
    with torch.inference_mode():
        seen = source.pictures(torch.stack([source.prepare(picture(kind)) for kind in range(50)]))  # [50, D]
        read = source.texts(rows[::80])  # [50, D]
        sentences = [template.replace("{}", label) for label in [*LABELS, ""] for template in TEMPLATES]
        means = source.texts(source.ids([s.strip() or "a photo" for s in sentences])).view(len(LABELS) + 1, len(TEMPLATES), -1)
        logits = source.logit_scale * seen @ functional.normalize(means.mean(1), dim=-1).T  # [50, labels + 1]
    alone = logits[:, :-1] - logits[:, -1:] if source.logit_bias is None else logits[:, :-1] + source.logit_bias
    ids = [_bare(row.tolist(), source.tokenizer.eos_token_id) for row in rows]
    return {
        "ids": ids[:WHOLE],
        "crcs": _text(np.array([zlib.crc32(np.array(row, "<i4").tobytes()) for row in ids], "<u4")),
        "texts": _text(read.numpy().astype("<f2")),
        "pictures": _text(seen.numpy().astype("<f2")),
        "together": logits[:, :-1].softmax(1).double().round(decimals=6).tolist(),
        "alone": alone.sigmoid().double().round(decimals=6).tolist(),
    }


class OfBytes(torch.nn.Module):
    """A picture side that takes uint8 [N, SIDE, SIDE, 3] and normalizes it itself."""

    def __init__(self, source):
        super().__init__()
        self.side = source.pictures
        self.mean, self.std = torch.tensor(source.preprocess["mean"]), torch.tensor(source.preprocess["std"])

    def forward(self, image):
        return self.side(((image.float() / 255 - self.mean) / self.std).permute(0, 3, 1, 2))


def shorten(path):
    """Gives the values of a graph short names, which are half of a tiny file."""
    model = onnx.load(path)
    outside = {value.name: value.name for value in [*model.graph.input, *model.graph.output]}
    names = outside | {"": ""}
    for weight in model.graph.initializer:
        weight.name = names.setdefault(weight.name, f"v{len(names)}")
    _shorten(model.graph, names)
    onnx.save(model, path)


def _shorten(graph, names):
    for node in graph.node:
        node.name = node.doc_string = ""
        for values in (node.input, node.output):
            short = [names.setdefault(value, f"v{len(names)}") for value in values]
            del values[:]
            values.extend(short)
        for attribute in node.attribute:
            if attribute.HasField("g"):  # a branch
                _shorten(attribute.g, names)
                for value in attribute.g.output:
                    value.name = names.setdefault(value.name, f"v{len(names)}")
    del graph.value_info[:]


def make(folder, scratch):
    """The two models, the one of bytes, and expected.json.gz; `scratch` is a folder for what is not kept."""
    folder, said = Path(folder), {"words": texts(), "labels": LABELS, "templates": TEMPLATES, "pixels": pixels()}
    for maker in (clip, siglip):
        place = Path(scratch, maker.__name__)
        place.mkdir(parents=True, exist_ok=True)
        source = maker(place)
        writing.write(source, folder / maker.__name__, precision="fp16")
        said[maker.__name__] = expected(source, said["words"])
        if maker is clip:
            blank = torch.zeros(1, SIDE, SIDE, 3, dtype=torch.uint8)
            writing.network(OfBytes(source), blank, "image", folder / "clip-of-bytes.onnx", precision="fp16")
    for path in folder.rglob("*.onnx"):
        shorten(path)
    with gzip.GzipFile(folder / "expected.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    return folder


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        make(sys.argv[1] if len(sys.argv) > 1 else RESOURCES, scratch)
