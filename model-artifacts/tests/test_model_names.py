"""model_name.json chooses both models; a name that the weights do not fit stops the start."""

import json
import shutil

import open_clip
import pytest
import tiny_captioners
import transformers
from asking import ask, base64_of, encoded, json_item, picture, word_lists

IMAGE = base64_of(encoded(picture()))


@pytest.fixture
def start(artifact, tiny, tmp_path):
    lists = word_lists(tmp_path, 5)

    def get(names, model="clip_interrogator", **options):
        interrogator = artifact("clip-interrogator")
        file = interrogator.folder / "model_name.json"
        kept = file.read_bytes()
        file.write_bytes(names if isinstance(names, bytes) else json.dumps(names).encode())
        options = {"model_id": str(tiny(model)), "data_path": lists, "tables": str(tmp_path)} | options
        try:
            return interrogator.started(caption_model_name="", clip_model_name="", **options)
        finally:
            file.write_bytes(kept)

    return get


def names(caption="own:mine", clip="own:mine"):
    return {"caption_model_name": caption, "clip_model_name": clip}


def test_the_articles_two_key_file_is_enough(start):
    module = start(names())
    answer = ask(module, json_item({"image": IMAGE, "mode": "caption"}))[1]
    assert answer["model"] == {"caption": "own:mine", "clip": "own:mine", "words": "seller"}


WRONG = [
    (names(caption="blip-large"), "caption_model_name is blip-large, but .*'vision_config.hidden_size': 48"),
    (names(caption="blip2-2.7b"), "caption_model_name is blip2-2.7b, but .*'model_type': 'blip'"),
    (names(caption="blip-lage"), "caption_model_name blip-lage is not known: blip-base, blip-large"),
    (names(clip="ViT-L-14/openai"), "clip_model_name is ViT-L-14/openai, but .*vision_cfg.width is 64, not 1024"),
    (names(clip="ViT-L-14/opensi"), "clip_model_name ViT-L-14/opensi is not known"),
    (names(clip="marqo-fashionSigLIP"), "clip_model_name is marqo-fashionSigLIP, but .*text_cfg.context_length is 77, not 64"),
]


@pytest.mark.parametrize("chosen, message", WRONG, ids=[str(w[0]) for w in WRONG])
def test_a_name_that_the_weights_do_not_fit_stops_the_start(start, chosen, message):
    with pytest.raises(ValueError, match=message):
        start(chosen)


def test_a_byte_order_mark_is_no_harm(start):
    start(b"\xef\xbb\xbf" + json.dumps(names()).encode())


ODD = [
    (b"{", "model_name.json is not JSON"),
    ("own:mine".encode("utf-16"), "model_name.json is not JSON"),
    ([names()], "model_name.json is not a JSON object"),
    (names(caption=None), "model_name.json: caption_model_name must be a text, not None"),
    (names(clip=7), "model_name.json: clip_model_name must be a text, not 7"),
    (names() | {"clip_folder": None}, "model_name.json: clip_folder must be a text, not None"),
    (names() | {"words": " "}, "model_name.json: words must be a text, not ' '"),
    ({"clip_model_name": "own:mine"}, "model_name.json must say caption_model_name, or an option of that name must"),
    ({}, "must say caption_model_name and clip_model_name"),
]


@pytest.mark.parametrize("file, message", ODD, ids=[o[1] for o in ODD])
def test_an_odd_file_is_named_as_the_cause(start, file, message):
    with pytest.raises(ValueError, match=message):
        start(file)


def test_a_missing_file_is_named_as_the_cause(artifact, tiny, tmp_path):
    folder = shutil.copytree(artifact("clip-interrogator").folder, tmp_path / "artifact")
    (folder / "model_name.json").unlink()
    with pytest.raises(FileNotFoundError, match="model_name.json"):
        artifact("clip-interrogator").started(model_dir=str(folder), model_id=str(tiny("clip_interrogator")))


def test_an_odd_file_of_a_clip_endpoint_is_named_too(artifact, tiny, tmp_path):
    (tmp_path / "model_name.json").write_text(json.dumps({"clip_model_name": ["ViT-B-32/openai"]}))
    with pytest.raises(ValueError, match="model_name.json: clip_model_name must be a text"):
        artifact("clip").started(model_dir=str(tmp_path), model_id=str(tiny("open_clip_folder")))


def test_the_shipped_names_do_not_fit_other_weights(artifact, tiny):
    with pytest.raises(ValueError, match="caption_model_name is blip-large"):
        options = {"caption_model_name": "", "clip_model_name": "", "model_id": str(tiny("clip_interrogator"))}
        artifact("clip-interrogator").started(**options)


def test_names_that_the_publisher_wrote_down_must_be_the_same(start, tiny, tmp_path):
    copy = tmp_path / "model"
    shutil.copytree(tiny("clip_interrogator"), copy)
    (copy / "vitrine-model.json").write_text(json.dumps({"name": "x", "clip_model_name": "own:theirs"}))
    with pytest.raises(ValueError, match="was published as own:theirs"):
        start(names(), model_id=str(copy))
    start(names(clip="own:theirs"), model_id=str(copy))


def test_a_clip_endpoint_checks_its_name_too(artifact, tiny, tmp_path):
    with pytest.raises(ValueError, match=r"ViT-B-32/openai, but .*patch_size is 16, not 32"):
        artifact("clip").started(model_id=str(tiny("open_clip_folder")), clip_model_name="ViT-B-32/openai")
    with pytest.raises(ValueError, match=r"ViT-B-32/openai, but .*patch_size is 16, not 32"):
        artifact("clip").started(model_id=str(tiny("clip")), clip_model_name="ViT-B-32/openai")


REAL = {  # configurations of the real sizes, without weights
    "blip-base": transformers.BlipConfig(),
    "blip-large": transformers.BlipConfig(vision_config={"hidden_size": 1024, "num_hidden_layers": 24}),
    "blip2-2.7b": transformers.Blip2Config(text_config={"model_type": "opt", "hidden_size": 2560}),
    "blip2-flan-t5-xl": transformers.Blip2Config(text_config={"model_type": "t5", "d_model": 2048}),
    "git-large-coco": transformers.GitConfig(vision_config={"hidden_size": 1024}),
    "florence-2-base": transformers.Florence2Config(text_config={"d_model": 768}),
    "florence-2-large": transformers.Florence2Config(text_config={"d_model": 1024}),
    "qwen2.5-vl-3b": transformers.Qwen2_5_VLConfig(text_config={"hidden_size": 2048}),
}


@pytest.mark.parametrize("name", REAL)
def test_each_captioner_has_a_shape_of_its_own(artifact, tmp_path, name):
    artifact("clip-interrogator")
    import model_names

    assert set(REAL) == set(model_names.CAPTIONERS)
    REAL[name].save_pretrained(tmp_path)
    model_names.check_captioner(name, tmp_path)
    for other in set(REAL) - {name}:
        with pytest.raises(ValueError, match=f"caption_model_name is {other}"):
            model_names.check_captioner(other, tmp_path)


@pytest.mark.parametrize("name", ["ViT-L-14/openai", "ViT-H-14/laion2b_s32b_b79k", "ViT-B-16-SigLIP2/webli", "marqo-ecommerce-embeddings-L"])
def test_a_clip_of_that_architecture_passes_and_no_other(artifact, tmp_path, name):
    artifact("clip-interrogator")
    import model_names

    config = open_clip.get_model_config(model_names.architecture_of(name))
    (tmp_path / "open_clip_config.json").write_text(json.dumps({"model_cfg": config}))
    model_names.check_clip(name, tmp_path)
    with pytest.raises(ValueError, match="holds another model"):
        model_names.check_clip("ViT-B-32/openai", tmp_path)


def test_every_name_that_can_be_published_can_be_served(artifact):
    artifact("clip-interrogator")
    import model_names
    import pack

    known = json.loads((pack.HERE / "publishing" / "names.json").read_text())
    assert set(known["captioners"]) == set(model_names.CAPTIONERS)
    for name in known["clips"]:
        assert open_clip.get_model_config(model_names.architecture_of(name))
    assert set(model_names.CLIPS) <= set(known["clips"])


def test_the_kinds_of_captioner_are_those_of_the_names(artifact, tmp_path):
    artifact("clip-interrogator")
    import captions
    import model_names

    assert {c.model_type for c in model_names.CAPTIONERS.values()} == set(captions.KINDS)
    assert captions.kind_of(tiny_captioners.git(tmp_path / "git")).class_name == "GitForCausalLM"
