"""A tiny Florence-2 of random weights, exported, with what transformers says of 50 pictures.

    python tests/tiny_florence.py [FOLDER]

makes the folder that local mode's tests read (src/local/test/resources/dev/vitrine/local/florence). The class is transformers' own;
the vocabulary is BART's kind: bytes, and pairs of them that are common in the shipped words.
"""

import gzip
import json
import random
import sys
import zlib
from pathlib import Path

import numpy as np
import tiny_exports  # puts the exporter where it is found
import tokenizers
import torch
import transformers
from tiny_models import stir

import florence

RESOURCES = tiny_exports.RESOURCES.parent / "florence"
NAME = "tiny-florence-2"
SIDE = 64
WORDS = 600  # tokens of text
LONGEST = {"<CAPTION>": 20, "<DETAILED_CAPTION>": 20, "<OCR>": 32, "<OD>": 32}  # tokens of an answer
THOUSAND = (1000, 1000)  # of a picture of this size transformers' boxes, in pixels, are the numbers of the tokens
ENDING = 1.9  # how much longer the vector of the last token is: some answers end early
PLACES = [f"<loc_{i}>" for i in range(8)]


def _tokenizer(folder):
    words = tokenizers.ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    options = {"vocab_size": WORDS, "min_frequency": 2, "special_tokens": special, "show_progress": False}
    words.train_from_iterator(sorted(tiny_exports.shipped_words()), **options)
    words.save_model(str(folder))
    files = str(folder / "vocab.json"), str(folder / "merges.txt")
    tokenizer = transformers.BartTokenizerFast(
        *files, extra_special_tokens={"image_token": "<image>"}, clean_up_tokenization_spaces=True, model_max_length=256
    )
    tokenizer.add_special_tokens({"additional_special_tokens": PLACES})
    return tokenizer


def model(folder):
    """DaViT and BART: two stages and two layers, 32 wide; its answers end by themselves, or when they are long enough."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(folder)
    vision = {"depths": (1, 1), "patch_size": (7, 3), "patch_stride": (4, 2), "patch_padding": (3, 1)}
    vision |= {"patch_prenorm": (False, True), "embed_dim": (16, 32), "num_heads": (2, 4), "num_groups": (2, 4)}
    vision |= {"window_size": 4, "projection_dim": 32}
    text = {"model_type": "bart", "vocab_size": len(tokenizer), "d_model": 32, "max_position_embeddings": 256}
    text |= {"encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 2}
    text |= {"encoder_ffn_dim": 64, "decoder_ffn_dim": 64}
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    image = tokenizer.convert_tokens_to_ids("<image>")
    config = transformers.Florence2Config(text_config=text | ids, vision_config=vision, image_token_id=image, **ids)
    torch.manual_seed(31)  # for what stir() leaves as it is
    made = stir(transformers.Florence2ForConditionalGeneration(config), 31)
    with torch.no_grad():
        made.lm_head.weight[2] *= ENDING  # it is the same as the embeddings
        for weights in made.parameters():
            weights.copy_((weights * (2 if weights.dim() == 2 else 1)).half().float())  # half precision holds them exactly
    ways = {"forced_bos_token_id": 0, "forced_eos_token_id": 2, "no_repeat_ngram_size": 3, "num_beams": 3}
    made.generation_config = transformers.GenerationConfig(**ids, **ways)
    made.save_pretrained(folder)
    colors = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
    pictures = transformers.CLIPImageProcessor(size={"height": SIDE, "width": SIDE}, do_center_crop=False, **colors)
    pictures.image_seq_length = 65  # 8 x 8, and their mean
    transformers.Florence2Processor(pictures, tokenizer).save_pretrained(folder)
    return folder


def answers(source, processor, kind):
    """What transformers answers about a picture, by task: {"ids", "text", "gap"}, gap being how sure the least sure token was."""
    said = {}
    for task, longest in LONGEST.items():
        inputs = processor(images=tiny_exports.picture(kind), text=task, return_tensors="pt")
        greedy = {"max_new_tokens": longest, "num_beams": 1, "do_sample": False, "early_stopping": False}
        made = source.generate(**inputs, **greedy, output_scores=True, return_dict_in_generate=True)
        ids = made.sequences[0].tolist()
        best = torch.stack(made.scores)[:, 0].topk(2).values  # [T, 2]
        text = processor.tokenizer.decode(ids, skip_special_tokens=True)
        said[task] = {"ids": ids, "text": text, "gap": float((best[:, 0] - best[:, 1]).min())}
    return said


def expected(folder):
    """What the library makes of the 50 pictures, and of the questions."""
    source, processor = florence.load(folder)
    bare = {"do_normalize": False, "do_rescale": False, "return_tensors": "np"}
    crcs, shown = [], []
    for kind in range(50):
        pixels = processor.image_processor(tiny_exports.picture(kind), **bare)["pixel_values"][0]  # [3, S, S]
        colors = np.ascontiguousarray(pixels.astype(np.uint8).transpose(1, 2, 0)).tobytes()
        crcs.append(zlib.crc32(colors))
        shown += [tiny_exports.base64.b64encode(colors).decode()] if kind < tiny_exports.SHOWN else []
    with torch.inference_mode():
        said = [answers(source, processor, kind) for kind in range(50)]
    questions = {task: processor.tokenizer(processor.task_prompts_without_inputs[task]).input_ids for task in LONGEST}
    whole = {"questions": questions, "longest": LONGEST, "crcs": crcs, "pixels": shown, "answers": said}
    return whole | {"texts": texts(processor.tokenizer), "boxes": [boxes(processor, text) for text in placed()]}


def boxes(processor, text):
    """What transformers makes of an answer to <OD>: {"text", "labels", "bins"}; a box is left, top, right and bottom."""
    processor.post_processor.parse_task_config["description_with_bboxes"] = {}  # as the published preprocessor_config.json has it
    found = processor.post_process_generation(text, task="<OD>", image_size=THOUSAND)["<OD>"]
    return {"text": text, "labels": found["labels"], "bins": found["bboxes"]}


def placed():
    """300 answers to <OD>: labels and places in the model's order, and in any other."""
    draw = random.Random(41)
    labels = ("cup", " tea cup", "human face", "caf\u00e9 table", "a\nb", "\n lamp ", "", "x < y", "<unk>", "T-shirt, red", "\U0001f600")

    def part():
        places = "".join(f"<loc_{draw.choice((0, 7, 10, 250, 499, 500, 998, 999))}>" for _ in range(draw.choice((4, 4, 4, 8, 12, 3, 5, 0))))
        return draw.choice(labels) + places

    answers = ["".join(part() for _ in range(draw.randrange(8))) for _ in range(300)]
    return [f"</s><s>{answer}</s>{'<pad>' * draw.randrange(2)}" for answer in answers]


def texts(tokenizer):
    """Of each text of tiny_exports the CRC-32 of its token ids."""
    rows = tokenizer(tiny_exports.texts()).input_ids
    crcs = np.array([zlib.crc32(np.array(row, "<i4").tobytes()) for row in rows], "<u4")
    return tiny_exports.base64.b64encode(crcs.tobytes()).decode()


def make(folder, scratch):
    """The exported model and expected.json.gz; `scratch` is a folder for what is not kept."""
    source = model(Path(scratch, "source"))
    florence.write(source, folder / NAME, precision="fp16")
    for name in ("added_tokens.json", "special_tokens_map.json", "merges.txt", "vocab.json"):  # tokenizer.json has it all
        (folder / NAME / name).unlink()
    for path in folder.rglob("*.onnx"):
        tiny_exports.shorten(path)
    said = expected(source)
    with gzip.GzipFile(folder / "expected.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    return folder


if __name__ == "__main__":
    import tempfile

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(sys.argv[1]) if len(sys.argv) > 1 else RESOURCES, scratch)
