"""The word lists, and the exact best of them."""

import numpy as np
import pytest
import torch
from asking import until_the_disk_is_full


CPU = torch.device("cpu")
# What AWS's article gets for its picture of a croissant: a caption, and phrases of the word lists.
CROISSANT = (
    "croissant on a plate, pexels contest winner, aspect ratio 16:9, cgsocietywlop, 8 h, golden cracks, the artist has used bright, "
    "picture of a loft in morning, object features, stylized border, pastry, french emperor"
)


@pytest.fixture(scope="module", autouse=True)
def modules(artifact):
    artifact("clip-interrogator")


@pytest.fixture(scope="module")
def seller():
    import words

    return words.load("seller")


def tables(**sizes):
    import words

    names = [*words.MERGED, "negative"]
    return {name: [f"{name} {i}" for i in range(sizes.get(name, 3))] for name in names}


def ranking(sizes, matrix):
    return ranking_of(tables(**sizes), matrix)


def ranking_of(some, matrix):
    import ranking

    return ranking.Ranking(some, matrix, CPU)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("count", [1, 7, 2048])
def test_the_top_k_are_the_top_k_in_either_direction(reverse, count):
    rng = np.random.default_rng(1)
    matrix = torch.tensor(rng.standard_normal((5015, 16)), dtype=torch.float16)
    ranked = ranking({"flavors": 5000}, matrix)
    vector = torch.tensor(rng.standard_normal(16), dtype=torch.float32)
    similarities = ranked.similarities(vector)
    assert similarities.numpy() == pytest.approx(matrix.float().numpy() @ vector.numpy(), abs=1e-5)
    flavors = similarities[3:5003].tolist()
    expected = sorted(range(5000), key=lambda i: (flavors[i] if reverse else -flavors[i], i))[:count]
    assert ranked.top(similarities, "flavors", count, reverse) == [3 + i for i in expected]


def test_equal_ones_come_in_the_order_of_the_phrases():
    ranked = ranking({}, torch.ones(18, 4))
    assert ranked.top(ranked.similarities(torch.ones(4)), "merged", 5) == [0, 1, 2, 3, 4]


def test_the_merged_table_is_all_but_negative():
    ranked = ranking({}, torch.ones(18, 4))
    assert list(ranked.places["merged"]) == list(range(15))
    assert [ranked.table_of(p) for p in (0, 3, 14, 15)] == ["artists", "flavors", "trendings", "negative"]


def test_no_table_gives_more_than_it_has():
    ranked = ranking({"trendings": 0}, torch.ones(15, 4))
    similarities = ranked.similarities(torch.ones(4))
    assert ranked.top(similarities, "trendings", 2) == []
    assert len(ranked.top(similarities, "mediums", 50)) == 3


def test_tables_of_another_model_or_other_words_are_refused(tmp_path):
    import ranking as module

    path = tmp_path / "words.safetensors"
    module.write(path, torch.ones(2, 3, dtype=torch.float16), "model", "words")
    assert module.read(path, "model", "words").shape == (2, 3)
    for model, digest in (("other", "words"), ("model", "other")):
        with pytest.raises(ValueError):
            module.read(path, model, digest)


@pytest.fixture
def clip(tiny):
    import hardware
    import towers

    return towers.load_towers(tiny("open_clip_folder"), hardware.choose({"device_id": "-1"}))


def test_embeddings_are_computed_once_and_come_in_the_order_of_the_phrases(tmp_path, clip):
    import ranking as module

    some = tables(flavors=30, artists=5)
    some["flavors"][3] = "a much longer flavor than all the others, with more words"
    first = module.load(clip, CPU, some, [tmp_path / "a", tmp_path / "b"])
    assert (tmp_path / "b" / "words-full.safetensors").is_file()
    expected = clip.model.encode_text(clip.texts.tokenizer(first.phrases), normalize=True).detach()
    assert torch.allclose(first.matrix, expected, atol=1e-3)
    clip.texts = None  # it can no longer encode
    again = module.load(clip, CPU, some, [tmp_path / "b"])
    assert torch.equal(first.matrix, again.matrix)


def test_a_disk_that_is_full_does_not_stop_the_start(tmp_path, clip, monkeypatch):
    import ranking as module

    monkeypatch.setattr("safetensors.torch.save_file", until_the_disk_is_full)
    made = module.load(clip, CPU, tables(flavors=30), [tmp_path / "kept"])
    expected = clip.model.encode_text(clip.texts.tokenizer(made.phrases), normalize=True).detach()
    assert torch.allclose(made.matrix, expected, atol=1e-3)
    assert list((tmp_path / "kept").iterdir()) == []


def test_embeddings_of_another_model_are_computed_anew(tmp_path, clip):
    import ranking as module
    import words

    some = tables(flavors=30)
    path = tmp_path / module.FILE
    module.write(path, torch.ones(45, 32, dtype=torch.float16), "another model", words.digest(some))
    made = module.load(clip, CPU, some, [tmp_path])
    assert not bool((made.matrix == 1).all())
    assert torch.equal(module.read(path, clip.fingerprint, words.digest(some)).float(), made.matrix)


def test_the_sellers_lists_are_a_part_of_the_full_ones(seller):
    import words

    full = words.load("full")
    whole = ranking_of(full, torch.rand(sum(map(len, full.values())), 4))
    part = whole.of(seller)
    assert part.matrix is whole.matrix
    for name, table in seller.items():
        assert [part.phrases[place] for place in part.places[name]] == table
    similarities = whole.similarities(torch.rand(4))
    best = [part.phrases[place] for place in part.top(similarities, "merged", 50)]
    merged = [phrase for name in words.MERGED for phrase in seller[name]]
    score = {phrase: float(similarities[place]) for place, phrase in enumerate(whole.phrases[: len(whole.places["merged"])])}
    assert [score[phrase] for phrase in best] == sorted((score[phrase] for phrase in merged), reverse=True)[:50]
    assert {part.table_of(place) for place in part.top(similarities, "negative", 3)} == {"negative"}


def test_a_phrase_that_is_not_in_the_full_lists_is_an_error():
    whole = ranking({}, torch.rand(18, 4))
    with pytest.raises(ValueError, match="in none of the full"):
        whole.of(tables() | {"flavors": ["unheard of"]})


def test_the_full_lists_are_the_packages():
    import words

    full = words.load("full")
    sizes = {name: len(table) for name, table in full.items()}
    assert sizes["artists"] == 2 * 5265 and sizes["trendings"] == 72 and sizes["mediums"] == 95
    assert 100_900 < sizes["flavors"] < 100_970
    merged = [phrase for name in words.MERGED for phrase in full[name]]
    assert len(merged) == len(set(merged)) and "" not in merged


def test_the_full_lists_can_make_the_prompt_of_the_articles_example(clip):
    import words

    full = words.load("full")
    caption, *phrases = CROISSANT.split(", ")
    merged = {phrase for name in words.MERGED for phrase in full[name]}
    assert caption not in merged and len(phrases) == 11 and set(phrases) <= merged
    assert clip.texts.fits(CROISSANT)


def test_sellers_get_no_living_artist_no_site_and_no_prize(seller):
    import words

    names = {words.normal(name) for name in (words.package_data() / "artists.txt").read_text("utf-8").splitlines()}
    dead = {words.normal(name) for name in (words.HERE / "words" / "artists.txt").read_text("utf-8").splitlines()}
    assert seller["trendings"] == []
    assert {words.normal(a).removeprefix("inspired ").removeprefix("by ") for a in seller["artists"]} == dead
    assert dead < names
    living = {name for name in names - dead if " " in name}
    sites = {"artstation", "art station", "deviantart", "pixiv", "behance", "unsplash", "pexels", "cgsociety"}
    sites |= {"trending", "contest winner", "greg rutkowski", "artgerm", "featured on"}
    found = [flavor for flavor in seller["flavors"] if words._contains(words.normal(flavor), living | sites)]
    assert found == []


def test_sellers_still_have_most_of_what_describes_a_picture(seller):
    assert len(seller["flavors"]) > 65_000
    for flavor in ("studio lighting", "product photo", "leather jacket", "black and white", "pastel colors"):
        assert flavor in seller["flavors"]
    for flavor in ("donald trump", "nude", "sexy", "star wars", "by greg rutkowski"):
        assert not any(flavor in other for other in seller["flavors"])


def test_other_kinds_of_lists_are_refused():
    import words

    with pytest.raises(ValueError):
        words.load("all")


def test_local_mode_has_these_lists_with_the_most_used_flavors():
    import local_words

    for name, phrases in local_words.tables().items():
        file = local_words.WORDS / f"{name}.txt"
        assert (file.read_text("utf-8").splitlines() if file.exists() else []) == phrases


def test_local_mode_expects_what_this_code_says():
    import json

    import local_words

    kept = json.loads(local_words.EXPECTED.read_text("utf-8"))
    assert local_words.expected(modes=("fast", "classic", "caption")) == {
        model: [row for row in rows if row["mode"] in ("fast", "classic", "caption")] for model, rows in kept.items()
    }
