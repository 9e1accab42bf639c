"""What the JVM is compared with: python peers.py open_clip|onnxruntime|transformers|onnxruntime-captions FOLDER PICTURE THREADS.

Answers a line of JSON to each line that it is asked, as EyesBench.java and CaptionBench.java do:

    network N, alone N    milliseconds of N runs: of the network alone, of a JPEG to its embedding
    together N            milliseconds of N times 32 JPEGs, in batches of 16
    caption N             N times [milliseconds of the look, of the answer, tokens]
    embedding             the first numbers of the picture's embedding
    memory                megabytes now and at most
"""

import io
import json
import sys
import time
from pathlib import Path

KIND, FOLDER, PICTURE, THREADS = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]).read_bytes(), int(sys.argv[4])
BATCH, MANY, LONGEST = 16, 32, 32

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402


def opened(picture):
    return Image.open(io.BytesIO(picture)).convert("RGB")


def session(path):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads, options.log_severity_level = THREADS, 1, 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class OnnxClip:
    """onnxruntime's own Python, with open_clip's preprocessing."""

    def __init__(self):
        from open_clip.transform import PreprocessCfg, image_transform_v2

        form = json.loads((FOLDER / "visual" / "preprocess_cfg.json").read_text("utf-8"))
        self.prepare = image_transform_v2(PreprocessCfg(**form), is_train=False)
        self.visual = session(FOLDER / "visual" / "model.onnx")

    def given(self, pictures):
        return np.stack([self.prepare(opened(one)).numpy() for one in pictures])  # [N, 3, S, S]

    def run(self, given):
        return self.visual.run(None, {"image": given})[0]  # [N, D]


class OpenClip:
    """open_clip in torch, as its readme calls it."""

    def __init__(self):
        import make
        import torch

        torch.set_num_threads(THREADS)
        self.torch, self.source = torch, make.clip_source()

    def given(self, pictures):
        return self.torch.stack([self.source.prepare(opened(one)) for one in pictures])

    def run(self, given):
        with self.torch.inference_mode():
            return self.source.pictures(given).numpy()


class Transformers:
    """Florence-2 as transformers generates, greedily."""

    def __init__(self):
        import make  # puts the exporter where it is found
        import torch
        import florence

        assert make
        torch.set_num_threads(THREADS)
        self.torch = torch
        self.model, self.processor = florence.load(FOLDER / "source")

    def caption(self):
        picture = opened(PICTURE)
        with self.torch.inference_mode():
            begin = time.perf_counter()
            inputs = self.processor(images=picture, text="<CAPTION>", return_tensors="pt")
            prepared = time.perf_counter()
            self.model.get_image_features(inputs["pixel_values"])
            looked = time.perf_counter()
            ways = {"max_new_tokens": LONGEST, "min_new_tokens": LONGEST, "num_beams": 1, "do_sample": False, "early_stopping": False}
            said = self.model.generate(**inputs, **ways)
            end = time.perf_counter()
        once_more = looked - prepared  # generate() looks again
        return [1000 * (looked - begin), 1000 * (end - looked - once_more), said.shape[1] - 1]


class OnnxCaptions:
    """The exported graphs, asked greedily from Python."""

    def __init__(self):
        import make
        import florence
        import transformers

        assert make
        folder = FOLDER / "exported"
        self.names = florence.cache_names(6, "past_key_values")
        self.graphs = {name: session(folder / "onnx" / f"{name}.onnx") for name in florence.GRAPHS}
        self.pictures = transformers.CLIPImageProcessor.from_pretrained(FOLDER / "source")
        processor = transformers.AutoProcessor.from_pretrained(FOLDER / "source", local_files_only=True)
        self.ids = processor.tokenizer(processor.task_prompts_without_inputs["<CAPTION>"]).input_ids

    def ask(self, name, **given):
        return self.graphs[name].run(None, given)

    def caption(self):
        picture = opened(PICTURE)
        begin = time.perf_counter()
        pixels = self.pictures(picture, return_tensors="np")["pixel_values"].astype(np.float32)
        features = self.ask("vision_encoder", pixel_values=pixels)[0]
        looked = time.perf_counter()
        given = np.concatenate([features, self.ask("embed_tokens", input_ids=np.array([self.ids]))[0]], axis=1)
        mask = np.ones(given.shape[:2], np.int64)
        states = self.ask("encoder_model", inputs_embeds=given, attention_mask=mask)[0]
        past, said = [np.zeros((1, 12, 0, 64), np.float32)] * len(self.names), [2]
        for at in range(LONGEST):
            embeds = self.ask("embed_tokens", input_ids=np.array([[said[-1]]]))[0]
            step = {"inputs_embeds": embeds, "encoder_hidden_states": states, "encoder_attention_mask": mask}
            step |= dict(zip(self.names, past, strict=True))
            logits, *present = self.ask("decoder_model_merged", **step, use_cache_branch=np.array([at > 0]))
            past = [old if at and i % 4 > 1 else new for i, (old, new) in enumerate(zip(past, present, strict=True))]
            said.append(int(logits[0, -1].argmax()))
        end = time.perf_counter()
        return [1000 * (looked - begin), 1000 * (end - looked), len(said) - 1]


def took(call, times):
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        found.append(1000 * (time.perf_counter() - begin))
    return found


def memory():
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
    return [int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]


def main():
    kinds = {"open_clip": OpenClip, "onnxruntime": OnnxClip, "transformers": Transformers, "onnxruntime-captions": OnnxCaptions}
    model = kinds[KIND]()
    clip = KIND in ("open_clip", "onnxruntime")
    one = model.given([PICTURE]) if clip else None
    answers = {
        "network": lambda n: took(lambda: model.run(one), n),
        "alone": lambda n: took(lambda: model.run(model.given([PICTURE])), n),
        "together": lambda n: took(lambda: [model.run(model.given([PICTURE] * BATCH)) for _ in range(MANY // BATCH)], n),
        "caption": lambda n: [model.caption() for _ in range(n)],
        "embedding": lambda n: [float(x) for x in model.run(one)[0][:64]],
        "memory": lambda n: memory(),
    }
    print("[]", flush=True)  # ready
    for line in sys.stdin:
        word, _, count = line.strip().partition(" ")
        print(json.dumps(answers[word](int(count or 0))), flush=True)


main()
