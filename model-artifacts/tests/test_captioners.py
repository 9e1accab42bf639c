"""Each kind of captioner writes the caption that its own class in transformers writes, with random weights."""

import dataclasses
import gzip
import json
import shutil

import contract
import pytest
import tiny_captioners
import tiny_florence
import torch
import transformers
from asking import ask, base64_of, encoded, json_item, picture, word_lists
from PIL import Image
from safetensors.torch import load_file, save_file

IMAGE = base64_of(encoded(picture()))
QUESTION = "Describe this picture in one short sentence."


def inputs_alone(processor):
    return processor(images=picture(), return_tensors="pt")


def inputs_with_task(processor):
    return processor(images=picture(), text="<CAPTION>", return_tensors="pt")


def inputs_as_chat(processor):
    messages = [{"role": "user", "content": [{"type": "image", "image": picture()}, {"type": "text", "text": QUESTION}]}]
    options = {"add_generation_prompt": True, "tokenize": True, "return_dict": True, "return_tensors": "pt"}
    return processor.apply_chat_template(messages, **options)


CASES = {
    "git": (transformers.GitForCausalLM, inputs_alone),
    "florence2": (transformers.Florence2ForConditionalGeneration, inputs_with_task),
    "qwen2_5_vl": (transformers.Qwen2_5_VLForConditionalGeneration, inputs_as_chat),
}


@pytest.fixture(scope="module")
def folder(tiny, tmp_path_factory):
    """A captioner with the tiny CLIP in its folder clip."""
    root = tmp_path_factory.mktemp("captioners")

    def get(name):
        if not (root / name).is_dir():
            getattr(tiny_captioners, name)(root / name)
            shutil.copytree(tiny("open_clip_folder"), root / name / "clip")
        return root / name

    return get


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    return word_lists(tmp_path_factory.mktemp("lists"), 10)


@pytest.mark.parametrize("name", CASES)
def test_a_caption_is_that_of_the_models_own_class(artifact, folder, lists, tmp_path, name):
    module = artifact("clip-interrogator").started(model_id=str(folder(name)), data_path=lists, tables=str(tmp_path))
    kind, inputs_of = CASES[name]
    library = kind.from_pretrained(folder(name)).eval()
    processor = transformers.AutoProcessor.from_pretrained(folder(name))
    inputs = inputs_of(processor)
    with torch.no_grad():
        tokens = library.generate(**inputs, max_new_tokens=32, do_sample=False, num_beams=1)
    if name == "qwen2_5_vl":
        tokens = tokens[:, inputs["input_ids"].shape[1] :]
    import captions

    said = captions.without_repeats(processor.batch_decode(tokens, skip_special_tokens=True)[0].strip())
    status, answer = ask(module, json_item({"image": IMAGE, "mode": "caption"}))
    assert (status, answer["caption"]) == (200, said)
    assert said


def test_florence_reads_what_its_own_class_reads(artifact, folder, lists, tmp_path):
    module = artifact("clip-interrogator").started(model_id=str(folder("florence2")), data_path=lists, tables=str(tmp_path))
    library = transformers.Florence2ForConditionalGeneration.from_pretrained(folder("florence2")).eval()
    processor = transformers.AutoProcessor.from_pretrained(folder("florence2"))
    white = Image.new("RGB", (64, 64), "white")  # the tiny model sees characters in it, in picture() only control characters
    inputs = processor(images=white, text="<OCR>", return_tensors="pt")
    with torch.no_grad():
        tokens = library.generate(**inputs, max_new_tokens=128, do_sample=False, num_beams=1)
    import captions

    read = captions.lines_of(processor.batch_decode(tokens, skip_special_tokens=True)[0].strip())
    for mode in ("caption", "fast"):
        status, answer = ask(module, json_item({"image": base64_of(encoded(white)), "mode": mode}))
        assert (status, answer["text"]) == (200, read)
        assert contract.problems("interrogator", "answer", answer) == []
    assert read


def test_what_florence_locates_is_what_transformers_makes_of_it(artifact):
    artifact("clip-interrogator")
    import captions

    kept = json.loads(gzip.decompress((tiny_florence.RESOURCES / "expected.json.gz").read_bytes()))["boxes"]
    assert sum(len(said["bins"]) for said in kept) > 500
    for said in kept:
        both = zip(said["labels"], said["bins"], strict=True)
        sides = [(" ".join(label.split()), *((side + 0.5) / 1000 for side in bins)) for label, bins in both]
        boxes = [box for box in sides if box[0] and box[1] < box[3] and box[2] < box[4]]
        assert [dataclasses.astuple(box) for box in captions.boxes_of(said["text"])] == boxes[: captions.MOST_BOXES]
    assert captions.boxes_of("cup<loc_1><loc_2><loc_3000><loc_4>" + "cup<loc_1><loc_2><loc_99999999999999999999><loc_4>") == []
    many = captions.boxes_of(("x" * 300 + "<loc_1><loc_2><loc_3><loc_4>") * 10_000)
    assert (len(many), len(many[0].label)) == (20, 100)


def test_florence_answers_with_boxes(artifact, folder, lists, tmp_path, monkeypatch):
    module = artifact("clip-interrogator").started(model_id=str(folder("florence2")), data_path=lists, tables=str(tmp_path))
    import captions

    assert ask(module, json_item({"image": IMAGE}))[1]["boxes"] == []  # the tiny model has no tokens for places
    monkeypatch.setattr(captions.Captioner, "_generate", lambda *_, marked=False: "cup<loc_0><loc_100><loc_499><loc_999>" if marked else "a cup")
    answer = ask(module, json_item({"image": IMAGE}))[1]
    assert answer["boxes"] == [{"label": "cup", "left": 0.0005, "top": 0.1005, "right": 0.4995, "bottom": 0.9995}]
    assert "skipped" not in answer["model"]
    assert contract.problems("interrogator", "answer", answer) == []

    clock = [0.0]  # seconds; a busy machine must not make the answer late

    def slow(*_, marked=False):
        clock[0] += (1.2 if marked else 0.3) if marked == late else 0.01
        return "cup<loc_0><loc_100><loc_499><loc_999>" if marked else "a cup"

    monkeypatch.setattr(captions.Captioner, "_generate", slow)
    monkeypatch.setattr(captions.time, "monotonic", lambda: clock[0])
    for late, words in ((False, captions.TOO_LITTLE_TIME), (True, captions.TOO_LATE)):
        answer = ask(module, json_item({"image": IMAGE, "deadline_ms": 2000 if late else 900}))[1]
        assert "boxes" not in answer
        assert answer["model"]["skipped"] == words
        assert contract.problems("interrogator", "answer", answer) == []


@pytest.mark.parametrize("request_", [{"caption": "a cup"}, {"mode": "negative", "max_flavors": 1}])
def test_florence_reads_only_when_it_is_asked(artifact, folder, lists, tmp_path, request_):
    module = artifact("clip-interrogator").started(model_id=str(folder("florence2")), data_path=lists, tables=str(tmp_path))
    status, answer = ask(module, json_item({"image": IMAGE} | request_))
    assert status == 200
    assert "text" not in answer
    assert "boxes" not in answer


def test_captioners_that_cannot_read_say_nothing_of_it(artifact, folder, lists, tmp_path):
    module = artifact("clip-interrogator").started(model_id=str(folder("git")), data_path=lists, tables=str(tmp_path))
    assert "text" not in ask(module, json_item({"image": IMAGE, "mode": "caption"}))[1]


def test_what_is_read_is_lines_in_bounds(artifact):
    artifact("clip-interrogator")
    import captions

    assert captions.lines_of(" NIKE\n\nAIR\t MAX \nNIKE\n\x07") == ["NIKE", "AIR MAX"]
    assert captions.lines_of("a " * 300) == ["a"]
    long = captions.lines_of("\n".join(f"{i} " + "x" * 300 for i in range(60)))
    assert (len(long), {len(line) for line in long}) == (50, {200})


def test_models_trained_in_bf16_run_in_it_on_a_gpu(artifact, folder, tiny):
    artifact("clip-interrogator")
    import captions

    halves = {name: captions.kind_of(folder(name)).half for name in CASES}
    assert halves == {"git": "fp16", "florence2": "fp16", "qwen2_5_vl": "bf16"}
    assert captions.kind_of(tiny("blip2")).half == "bf16"


HALF = {"bf16": torch.bfloat16, "fp16": torch.float16}
HALVES = [("clip_interrogator", "bf16"), ("florence2", "bf16"), ("florence2", "fp16"), ("git", "fp16"), ("qwen2_5_vl", "bf16"), ("qwen2_5_vl", "fp16"), ("blip2_t5", "bf16"), ("blip2_t5", "fp16")]


@pytest.mark.parametrize(("name", "half"), HALVES)
def test_a_captioner_may_run_in_half_precision(artifact, folder, lists, tiny, tmp_path, name, half):
    place = tiny(name) if name == "clip_interrogator" else folder(name)
    options = {"data_path": lists, "tables": str(tmp_path), "dtype": half}
    module = artifact("clip-interrogator").started(model_id=str(place), **options)
    single = {torch.float32} if (name, half) in (("qwen2_5_vl", "fp16"), ("blip2_t5", "fp16")) else set()
    assert {weights.dtype for weights in module._model.captioner.model.parameters()} == {HALF[half]} | single
    status, answer = ask(module, json_item({"image": IMAGE, "max_flavors": 2}))
    assert status == 200 and answer["caption"]
    assert ("text" in answer) == (name == "florence2")


def test_a_qwen_whose_vision_side_overflows_fp16_writes_captions_in_it(artifact, folder, lists, tmp_path):
    """As the real one does for some pictures: the last block's sums are above 65504, and its norm brings them back."""
    place = tmp_path / "overflowing"
    shutil.copytree(folder("qwen2_5_vl"), place)
    weights = load_file(place / "model.safetensors")
    last = [name for name in weights if name.endswith(("visual.blocks.1.attn.proj.bias", "visual.blocks.1.mlp.down_proj.bias"))]
    assert len(last) == 2
    save_file(weights | {name: torch.full_like(weights[name], 40_000) for name in last}, place / "model.safetensors", {"format": "pt"})
    half = transformers.Qwen2_5_VLForConditionalGeneration.from_pretrained(place, dtype=torch.float16).eval()
    processor = transformers.AutoProcessor.from_pretrained(place)
    with torch.no_grad():
        assert half(**inputs_as_chat(processor)).logits.isnan().any()  # so it is without what is tested here

    options = {"data_path": lists, "tables": str(tmp_path), "dtype": "fp16"}
    module = artifact("clip-interrogator").started(model_id=str(place), **options)

    captioner = module._model.captioner.model
    assert {weights.dtype for weights in captioner.model.visual.parameters()} == {torch.float32}
    assert {weights.dtype for weights in captioner.model.language_model.parameters()} == {torch.float16}
    status, answer = ask(module, json_item({"image": IMAGE, "mode": "caption"}))
    assert status == 200 and answer["caption"]


def test_a_t5_that_overflows_fp16_writes_in_it_what_it_writes_in_fp32(artifact, folder, lists, tmp_path):
    """As the real one does: the sums at the end of its feed-forward parts are above 65504, and its norms bring them back."""
    place = tmp_path / "overflowing"
    shutil.copytree(folder("blip2_t5"), place)
    weights = load_file(place / "model.safetensors")
    large = {name: 60_000 * tensor / tensor.abs().max() for name, tensor in weights.items() if name.endswith(".wo.weight")}
    assert len(large) == 4
    save_file(weights | large, place / "model.safetensors", {"format": "pt"})
    options = {"data_path": lists, "tables": str(tmp_path)}
    started = {dtype: artifact("clip-interrogator").started(model_id=str(place), dtype=dtype, **options) for dtype in ("fp32", "fp16")}
    whole, half = (started[dtype]._model.captioner for dtype in ("fp32", "fp16"))
    library = transformers.Blip2ForConditionalGeneration.from_pretrained(place, dtype=torch.float16).eval()

    names = [name for name, module in half.model.named_modules() if name.endswith(".wo")]
    assert {half.model.get_submodule(name).weight.dtype for name in names} == {torch.float32} and len(names) == 4
    wanted = first_logits(whole, whole.model)
    off, without = ((first_logits(half, model) - wanted).abs().max() for model in (half.model, library))
    print(f"logits differ by {off:.4f}, without the fp32 by {without:.4f}")
    assert off < 0.05 and not without < 10 * off


@torch.inference_mode()
def first_logits(captioner, model):
    """Of the first word about a picture, float32 [1, words]."""
    made = model.generate(**captioner._inputs(picture(64, 64)), max_new_tokens=1, do_sample=False, output_logits=True, return_dict_in_generate=True)
    return made.logits[0].float()
