"""The interrogator's handler: clip-interrogator's prompts where it is right, what it should have given where not."""

import functools
import json
import shutil
import time

import clip_interrogator
import open_clip
import pytest
import torch
import transformers
from asking import ask, base64_of, encoded, item, json_item, picture

DATA = encoded(picture())
IMAGE = base64_of(DATA)
LINES = {"artists.txt": 40, "flavors.txt": 150, "mediums.txt": 20, "movements.txt": 20, "negative.txt": 15}
FILES = ("flavors.txt", "mediums.txt", "movements.txt", "negative.txt", "artists.txt")


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The package's word lists, cut; no line is in two of them."""
    from pathlib import Path

    folder, seen = tmp_path_factory.mktemp("lists"), set()
    for name in FILES:
        lines = (Path(clip_interrogator.__file__).parent / "data" / name).read_text("utf-8").splitlines()
        lines = [line.strip() for line in lines[:: max(1, len(lines) // LINES[name])] if line.strip() not in seen]
        seen |= set(lines)
        (folder / name).write_text("\n".join(lines[: LINES[name]]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def start(artifact, tiny, lists, tmp_path_factory):
    def get(**options):
        chosen = {"words": "full", "data_path": str(lists), "tables": str(tmp_path_factory.mktemp("tables"))}
        return artifact("clip-interrogator").started(**{"model_id": str(tiny("clip_interrogator"))} | chosen | options)

    return get


@pytest.fixture(scope="module")
def model(start):
    return start()


@pytest.fixture(scope="module")
def reference(tiny, lists):
    """clip-interrogator itself, with the same weights and lists."""
    folder = tiny("clip_interrogator")
    about = json.loads((folder / "clip" / "open_clip_config.json").read_text())
    config = lists / "tiny-clip.json"
    config.write_text(json.dumps(about["model_cfg"]))
    open_clip.add_model_config(config)
    name = f"local-dir:{folder / 'clip'}"
    chosen = clip_interrogator.Config(
        clip_model_name="tiny-clip/random", cache_path=None, download_cache=False, data_path=str(lists), quiet=True
    )
    chosen.device = "cpu"
    chosen.clip_model, chosen.clip_preprocess = open_clip.create_model_from_pretrained(name)
    chosen.caption_model = transformers.BlipForConditionalGeneration.from_pretrained(folder).eval()
    chosen.caption_processor = transformers.AutoProcessor.from_pretrained(folder)
    return clip_interrogator.Interrogator(chosen)


def interrogate(model, **body):
    status, answer = ask(model, json_item({"image": IMAGE} | body))
    assert status == 200, answer
    return answer


@pytest.fixture(autouse=True)
def quiet(recwarn):
    """clip-interrogator warns once a call that its autocast is deprecated."""


def test_the_caption_is_blips_own(model, reference):
    own = reference.generate_caption(picture())
    import captions

    assert interrogate(model, mode="caption")["caption"] == captions.without_repeats(own) != ""


def test_fast_is_the_packages_prompt(model, reference):
    expected = reference.interrogate_fast(picture(), max_flavors=5, caption="a red cup")
    answer = interrogate(model, caption="a red cup", max_flavors=5)
    assert (answer["prompt"], answer["mode"]) == (expected, "fast")
    assert ", ".join(["a red cup", *(t["text"] for t in answer["terms"])]) == expected


@pytest.mark.parametrize("caption", ["a red cup", None])
def test_classic_is_the_packages_prompt(model, reference, caption):
    medium = interrogate(model, caption="x", mode="classic")["terms"][0]["text"]
    caption = caption or f"{medium} of a cup"
    expected = reference.interrogate_classic(picture(), max_flavors=2, caption=caption)
    answer = interrogate(model, mode="classic", caption=caption, max_flavors=2)
    assert answer["prompt"] == expected
    tables = [t["table"] for t in answer["terms"]]
    assert tables == ["mediums"] * ("cup" in caption and "of" not in caption) + [
        "artists", "trendings", "movements", "flavors", "flavors",
    ]  # fmt: skip


@pytest.mark.parametrize("least, most", [(0, 4), (3, 3), (8, 6)])
def test_best_is_the_packages_prompt(model, reference, least, most):
    expected = reference.interrogate(picture(), min_flavors=least, max_flavors=most, caption="a red cup")
    answer = interrogate(model, mode="best", caption="a red cup", min_flavors=least, max_flavors=most)
    assert answer["prompt"] == expected
    assert not answer["truncated"] and not answer["deadline_hit"]


def test_negative_is_the_greedy_chain_away_from_the_picture(model, reference):
    """The package compares negated similarities with one that is not, and so may stop at its first phrase."""
    features = reference.image_to_features(picture())
    phrases = reference.flavors.labels + reference.negative.labels

    def away(texts):
        return -torch.tensor(reference.similarities(features, texts))

    now, now_score, best = None, -9.0, (-9.0, None)
    for step in range(5):
        texts = [phrase if now is None else f"{now}, {phrase}" for phrase in phrases]
        score, i = away(texts).max(0)
        if score <= now_score and step > 8:
            break
        now, now_score = texts[i], float(score)
        best = max(best, (now_score, now))
        phrases = phrases[:i] + phrases[i + 1 :]
    answer = interrogate(model, mode="negative", max_flavors=4)
    assert (answer["prompt"], answer["caption"]) == (best[1], "")


def test_terms_tell_table_and_similarity(model, reference):
    features = reference.image_to_features(picture())
    for term in interrogate(model, mode="classic")["terms"]:
        assert list(term) == ["table", "text", "similarity"]
        assert term["text"] in getattr(reference, term["table"]).labels
        assert term["similarity"] == pytest.approx(reference.similarity(features, term["text"]), abs=2e-3)


def article(model, **parameters):
    status, answer = ask(model, item(None, json.dumps({"inputs": IMAGE, "parameters": parameters}).encode()))
    assert status == 200, answer
    return answer


def test_the_articles_call_is_answered_in_mode_best_with_the_full_lists(start, reference):
    module = start(words="seller")
    import captions

    caption = captions.without_repeats(reference.generate_caption(picture()))
    expected = reference.interrogate(picture(), min_flavors=8, max_flavors=4, caption=caption)
    assert article(module, max_length=32, max_flavors=4) == {"outputs": expected}


@pytest.mark.parametrize("mode, asked", [("fast", "interrogate_fast"), ("classic", "interrogate_classic"), ("best", "interrogate")])
def test_a_full_stop_of_the_caption_does_not_stand_within_the_prompt(model, reference, mode, asked):
    expected = getattr(reference, asked)(picture(), max_flavors=2, caption="a red cup")
    answer = interrogate(model, mode=mode, caption="a red cup. ", max_flavors=2)
    assert (answer["prompt"], answer["caption"]) == (expected, "a red cup. ")
    assert interrogate(model, mode=mode, caption="!", max_flavors=2)["prompt"].startswith("!")


def test_a_full_stop_stays_where_nothing_follows_and_in_the_articles_answer(model, reference, monkeypatch):
    monkeypatch.setattr(model._model.captioner, "caption", lambda *_: "a red cup.")
    assert interrogate(model, mode="caption")["prompt"] == "a red cup."
    expected = reference.interrogate(picture(), min_flavors=8, max_flavors=4, caption="a red cup.")
    assert article(model, max_flavors=4) == {"outputs": expected} and expected.startswith("a red cup.")


def test_the_articles_max_length_is_the_captions(model, reference):
    short = article(model, max_length=2, max_flavors=1)["outputs"].split(", ")[0]
    assert interrogate(model, mode="caption")["caption"].startswith(short)
    assert len(short.split()) < len(interrogate(model, mode="caption")["caption"].split())


def test_a_transformers_clip_writes_prompts_too(start, tiny, tmp_path):
    shutil.copytree(tiny("blip"), tmp_path / "model")
    shutil.copytree(tiny("clip"), tmp_path / "model" / "clip")
    module = start(model_id=str(tmp_path / "model"))
    library = transformers.CLIPModel.from_pretrained(tiny("clip")).eval()
    processor = transformers.CLIPProcessor.from_pretrained(tiny("clip"))
    answer = interrogate(module, mode="best", caption="a cup", max_flavors=3, min_flavors=1)
    inputs = processor(text=[t["text"] for t in answer["terms"]], images=picture(), return_tensors="pt", padding=True)
    with torch.no_grad():
        seen = library(**inputs)
    expected = (seen.text_embeds @ seen.image_embeds[0]).tolist()
    assert [t["similarity"] for t in answer["terms"]] == pytest.approx(expected, abs=2e-3)
    # A medium and its artist are joined by a space, others by a comma: which of them leads depends on rounding.
    assert answer["prompt"].replace(",", "") == " ".join(["a cup", *(t["text"] for t in answer["terms"])]).replace(",", "")


def test_an_answer_has_every_field_of_the_contract(model):
    answer = interrogate(model)
    names = ["prompt", "caption", "mode", "truncated", "deadline_hit", "terms", "model", "timing_ms"]
    assert list(answer) == names
    assert answer["model"] == {"caption": "own:tiny-captioner", "clip": "own:tiny-clip", "words": "full"}
    assert list(answer["timing_ms"]) == ["decode", "caption", "prompt"]
    assert answer["mode"] == "fast"


def test_a_raw_picture_with_attributes_is_the_same_request(model):
    raw = item("image/png", DATA, mode="classic", max_flavors="2", deadline_ms="40000", min_flavors="1")
    status, answer = ask(model, raw)
    expected = interrogate(model, mode="classic", max_flavors=2)
    del answer["timing_ms"], expected["timing_ms"]
    assert (status, answer) == (200, expected)


def test_prompts_always_fit(model):
    texts = model._model.clip.texts
    for mode in ("fast", "classic", "best"):
        answer = interrogate(model, mode=mode, caption="a cup on a table", max_flavors=64, min_flavors=64)
        assert texts.fits(answer["prompt"])
        assert answer["truncated"] == (mode != "best") or answer["prompt"].startswith("a cup on a table")
        assert [t["text"] for t in answer["terms"] if t["text"] not in answer["prompt"]] == []
    long = interrogate(model, mode="caption", caption="word " * 100 + "end")
    assert texts.fits(long["prompt"]) and long["truncated"] and long["prompt"] == ("word " * 75).strip()


def test_a_chain_grows_until_nothing_fits_and_never_beyond(model):
    answer = interrogate(model, mode="negative", max_flavors=64, min_flavors=64)
    assert model._model.clip.texts.fits(answer["prompt"])


def test_the_deadline_gives_the_best_so_far(model, monkeypatch):
    import modes

    full = interrogate(model, mode="best", caption="a cup", max_flavors=8)
    started, slow = time.monotonic(), model._model.clip.texts.encode_ids

    def tired(rows):
        time.sleep(0.2)
        return slow(rows)

    monkeypatch.setattr(modes, "PHRASES_PER_STEP", 16)
    monkeypatch.setattr(model._model.clip.texts, "encode_ids", tired)
    answer = interrogate(model, mode="best", caption="a cup", max_flavors=8, deadline_ms=1200)
    assert answer["deadline_hit"] and not full["deadline_hit"]
    assert answer["prompt"].startswith("a cup")
    assert time.monotonic() - started < 10


def test_a_caption_that_the_deadline_cut_is_said(model, monkeypatch):
    captioner = model._model.captioner
    forward, whole = captioner.model.text_decoder.forward, interrogate(model, mode="caption")

    @functools.wraps(forward)  # generate looks at its arguments' names
    def tired(*arguments, **values):
        time.sleep(0.3)
        return forward(*arguments, **values)

    monkeypatch.setattr(captioner.model.text_decoder, "forward", tired)
    for mode in ("caption", "fast"):
        answer = interrogate(model, mode=mode, deadline_ms=700)
        assert answer["deadline_hit"] and not whole["deadline_hit"]
        assert len(answer["caption"]) < len(whole["caption"])
    assert not interrogate(model, mode="fast", caption="a cup", deadline_ms=40_000)["deadline_hit"]


def test_a_deadline_longer_than_the_endpoints_own_is_not_granted(start, monkeypatch):
    module = start(deadline_seconds="0.001")
    assert interrogate(module, mode="best", caption="a cup", deadline_ms=60_000)["deadline_hit"]


def test_blip_2_writes_captions_too(start, tiny, tmp_path):
    folder = tmp_path / "blip2"
    shutil.copytree(tiny("blip2"), folder)
    shutil.copytree(tiny("clip_interrogator") / "clip", folder / "clip")
    module = start(model_id=str(folder))
    library = transformers.Blip2ForConditionalGeneration.from_pretrained(folder).eval()
    processor = transformers.AutoProcessor.from_pretrained(folder)
    tokens = library.generate(**processor(images=picture(), return_tensors="pt"), max_new_tokens=32)
    import captions

    expected = captions.without_repeats(processor.batch_decode(tokens, skip_special_tokens=True)[0].strip())
    assert interrogate(module, mode="caption")["caption"] == expected


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "slow"},
        {"mode": 3},
        {"max_flavors": 0},
        {"max_flavors": 65},
        {"max_flavors": True},
        {"min_flavors": -1},
        {"deadline_ms": 0},
        {"deadline_ms": "5"},
        {"caption": ""},
        {"caption": "x" * 1001},
        {"caption": 4},
    ],
    ids=str,
)
def test_values_out_of_bounds_are_refused(model, body):
    status, answer = ask(model, json_item({"image": IMAGE} | body))
    assert (status, answer["error"]["code"]) == (400, "INVALID_JSON")


def test_pictures_and_content_types_are_checked(model):
    codes = [ask(model, one)[1]["error"]["code"] for one in (item("text/csv", b"x"), item("image/png", DATA[:99]))]
    assert codes == ["UNSUPPORTED_CONTENT_TYPE", "INVALID_IMAGE"]


def test_what_is_no_caption_model_stops_the_start(start, tiny):
    with pytest.raises(ValueError, match="caption model must be"):
        start(model_id=str(tiny("clip")))


def test_a_phrase_said_again_and_again_is_said_once(artifact):
    artifact("clip-interrogator")
    from captions import without_repeats

    assert without_repeats("a cup cup cup cup on a table") == "a cup on a table"
    assert without_repeats("red and blue and blue and blue and blue stripes") == "red and blue stripes"
    assert without_repeats("a red shirt with a red shirt") == "a red shirt with a red shirt"
    assert without_repeats("very very good") == "very very good"
    assert without_repeats("") == ""


def test_captions_prompts_and_pictures_are_not_logged(model, caplog):
    with caplog.at_level(0):
        answer = interrogate(model, caption="tell nobody")
    assert "answered 1" in caplog.text
    for secret in ("tell nobody", answer["terms"][0]["text"], IMAGE[:40]):
        assert secret not in caplog.text
