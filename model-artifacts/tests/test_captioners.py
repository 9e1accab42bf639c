"""Each kind of captioner writes the caption that its own class in transformers writes, with random weights."""

import shutil

import pytest
import tiny_captioners
import torch
import transformers
from asking import ask, base64_of, encoded, json_item, picture, word_lists

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


def test_models_trained_in_bf16_run_in_it_on_a_gpu(artifact, folder, tiny):
    artifact("clip-interrogator")
    import captions

    halves = {name: captions.kind_of(folder(name)).half for name in CASES}
    assert halves == {"git": "fp16", "florence2": "fp16", "qwen2_5_vl": "bf16"}
    assert captions.kind_of(tiny("blip2")).half == "bf16"


@pytest.mark.parametrize("name", ["clip_interrogator", "florence2"])
def test_bf16_may_be_chosen(artifact, folder, lists, tiny, tmp_path, name):
    place = tiny(name) if name == "clip_interrogator" else folder(name)
    options = {"data_path": lists, "tables": str(tmp_path), "dtype": "bf16"}
    module = artifact("clip-interrogator").started(model_id=str(place), **options)
    assert module._model.captioner.model.dtype == torch.bfloat16
    assert ask(module, json_item({"image": IMAGE, "max_flavors": 2}))[0] == 200
