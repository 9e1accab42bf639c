"""How the tests ask a handler: as DJL's Python process does, with its own Input, alone or in a batch."""

import base64
import io
import json

from djl_python import Input
from PIL import Image
from safetensors import SafetensorError


def picture(width=96, height=80, seed=0, mode="RGB"):
    """A picture that is neither flat nor noise, different for each seed."""
    small = Image.effect_mandelbrot((24, 20), (-2.0 + seed / 7, -1.5, 1.0, 1.5 - seed / 9), 60)
    wheel = Image.merge("RGB", (small, small.rotate(90), small.rotate(180 + 10 * seed)))
    return wheel.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def encoded(image, kind="PNG", **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def base64_of(data):
    return base64.b64encode(data).decode()


def name_of(labels, templates=("a photo of {}",)):
    """The name of a label set, as clip/labels.py gives it."""
    from labels import Labels

    return Labels(tuple(labels), tuple(templates)).name


def word_lists(folder, count, phrase=lambda table, i: f"{table} {i}"):
    """Writes clip-interrogator's files of phrases into the folder, `count` quickly embedded ones in each; gives the folder's path."""
    for table in ("artists", "flavors", "mediums", "movements", "negative"):
        (folder / f"{table}.txt").write_text("\n".join(phrase(table, i) for i in range(count)))
    return str(folder)


def until_the_disk_is_full(tensors, path, about):
    """In the place of safetensors' save_file: half a file, and its error."""
    path.write_bytes(bytes(100))
    raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")


def json_item(value):
    return item("application/json", value if isinstance(value, bytes) else json.dumps(value).encode())


def item(content_type, body, **properties):
    one = Input()
    if content_type:
        one.properties["Content-Type"] = content_type
    one.properties |= properties
    if body:
        one.content.add("data", bytearray(body))
    return one


def ask(module, one):
    """(status, JSON) of one invocation."""
    output = module.handle(one)
    assert output.get_property("content-type") == "application/json"
    return output.code, json.loads(bytes(output.content.value_at(0)))


def ask_batch(module, items):
    """[JSON] of a batch, laid out as PyPredictor lays it out."""
    batch = Input()
    batch.properties["batch_size"] = str(len(items))
    for i, one in enumerate(items):
        batch.properties |= {f"batch_{i:03d}.{name}": value for name, value in one.properties.items()}
        for key in one.content.get_keys():
            batch.content.add(f"batch_{i:03d}.{key}", one.content.get(key))
    output = module.handle(batch)
    assert output.code == 200
    assert output.content.get_keys() == [f"batch_{i}.data" for i in range(len(items))]
    return [json.loads(bytes(output.content.value_at(i))) for i in range(len(items))]
