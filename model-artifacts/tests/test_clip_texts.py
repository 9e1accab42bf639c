"""The trimmed text side gives what open_clip gives at full length."""

import open_clip
import pytest
import torch

TEXTS = ["cat", "a photo of a cat", "a photo of a dog", "", "word " * 120, "T-Shirt / Größe", "“quoted” &amp;"]


@pytest.fixture(scope="module", params=["plain", "custom text"])
def sides(request, artifact, tiny):
    artifact("clip")
    from clip_texts import TextTower

    name = f"local-dir:{tiny('open_clip_folder')}"
    custom = request.param == "custom text"
    model, _ = open_clip.create_model_from_pretrained(name, force_custom_text=custom)
    assert hasattr(model, "text") == custom
    return model.eval(), open_clip.get_tokenizer(name), TextTower(model, open_clip.get_tokenizer(name))


def full(model, tokenizer, texts):
    with torch.no_grad():
        return model.encode_text(tokenizer(texts), normalize=True)


@pytest.mark.parametrize(
    "texts",
    [TEXTS, TEXTS[:1], [TEXTS[1]] * 3, TEXTS[1:3], ["a cat", "a cat, seen from above"], ["long " * 90, "long " * 91]],
)
def test_embeddings_equal_those_of_full_length(sides, texts):
    model, tokenizer, tower = sides
    assert torch.allclose(tower.encode(texts), full(model, tokenizer, texts), atol=2e-6)


def test_many_texts_come_back_in_their_order(sides, monkeypatch):
    import clip_texts

    model, tokenizer, tower = sides
    monkeypatch.setitem(clip_texts.POSITIONS_PER_BATCH, "cpu", 40)
    texts = [f"{'very ' * (i * 7 % 11)}large cat {i}" for i in range(60)]
    assert torch.allclose(tower.encode(texts), full(model, tokenizer, texts), atol=2e-6)


def test_a_text_fits_as_long_as_all_of_it_is_seen(sides):
    _, tokenizer, tower = sides
    for count in (74, 75, 76):
        text = "word " * count
        assert tower.fits(text) == (count <= 75) == (int((tokenizer([text])[0] != 0).sum()) == count + 2)


def test_ids_of_a_list_are_those_of_its_parts(sides):
    _, _, tower = sides
    for a, b in (("a cat", "b"), ("a cat!", "'s dog"), ("Größe 8", "8k"), ("a, b.", "“c”")):
        assert tower.ids(f"{a}, {b}") == tower.ids(f"{a},") + tower.ids(b)


def test_other_text_sides_are_refused(artifact):
    artifact("clip")
    from clip_texts import TextTower

    vision = {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16}
    text = {"context_length": 16, "vocab_size": 64, "width": 32, "heads": 2, "layers": 1, "no_causal_mask": True}
    with pytest.raises(ValueError):
        TextTower(open_clip.CustomTextCLIP(embed_dim=16, vision_cfg=vision, text_cfg=text), None)
