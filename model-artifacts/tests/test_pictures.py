"""What happens to every kind of file that people upload."""

import base64
import io

import numpy as np
import pytest
from asking import encoded, picture
from PIL import Image, ImageOps


@pytest.fixture(scope="module")
def pictures(artifact):
    artifact("clip")
    import pictures

    return pictures


def refused(pictures, data):
    from invocations import Refused

    with pytest.raises(Refused) as caught:
        pictures.decode(data)
    return caught.value.body["error"]["code"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_exif_says(pictures, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(picture(), "JPEG", exif=exif, quality=95)
    assert pictures.decode(data).tobytes() == ImageOps.exif_transpose(Image.open(io.BytesIO(data))).tobytes()


def test_damaged_exif_means_no_turn(pictures):
    data = encoded(picture(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\x7f")
    assert pictures.decode(data).size == picture().size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_four_formats_are_read(pictures, kind):
    decoded = pictures.decode(encoded(picture(), kind))
    assert (decoded.mode, decoded.size) == ("RGB", (96, 80))


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
def test_other_colour_modes_become_rgb(pictures, mode):
    data = encoded(picture(mode=mode), "JPEG" if mode == "CMYK" else "PNG")
    expected = np.asarray(picture(mode=mode).convert("RGB"), dtype=int)
    assert np.abs(np.asarray(pictures.decode(data), dtype=int) - expected).mean() < 3


def test_sixteen_bits_of_grey_keep_their_shades(pictures):
    shades = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    decoded = np.asarray(pictures.decode(encoded(Image.fromarray(shades))))
    assert decoded[..., 0].tolist() == (shades >> 8).tolist()


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(pictures, mode):
    image = picture(mode=mode)
    image.putalpha(0)
    assert pictures.decode(encoded(image)).getextrema() == ((255, 255),) * 3


def test_a_palette_with_a_transparent_colour_is_composed_on_white(pictures):
    image = Image.new("P", (32, 32), 3)
    image.putpalette([0, 0, 0] * 256)
    assert pictures.decode(encoded(image, transparency=3)).getextrema() == ((255, 255),) * 3


def test_half_transparent_red_is_pink(pictures):
    image = Image.new("RGBA", (32, 32), (255, 0, 0, 128))
    assert pictures.decode(encoded(image)).getpixel((5, 5)) == (255, 127, 127)


def test_of_an_animation_the_first_frame_is_seen(pictures):
    frames = [Image.new("RGB", (32, 32), color) for color in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert pictures.decode(data).getpixel((3, 3)) == (255, 0, 0)


def test_a_large_jpeg_is_decoded_smaller_but_never_below_what_models_look_at(pictures):
    decoded = pictures.decode(encoded(picture(4096, 3000), "JPEG"))
    assert decoded.size == (2048, 1500)


def test_a_picture_of_the_renditions_size_is_decoded_exactly(pictures):
    data = encoded(picture(1024, 768), "JPEG")
    assert pictures.decode(data).tobytes() == Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_file_is_refused(pictures, kind):
    data = encoded(picture(400, 300), kind)
    assert refused(pictures, data[: len(data) // 2]) == "INVALID_IMAGE"


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_formats_are_refused(pictures, kind):
    assert refused(pictures, encoded(picture(), kind)) == "INVALID_IMAGE"


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"<html>", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", bytes(1000)])
def test_what_is_no_picture_is_refused(pictures, data):
    assert refused(pictures, data) == "INVALID_IMAGE"


@pytest.mark.parametrize("size", [(8000, 8000), (20000, 20000), (60000, 60000)])
def test_a_small_file_with_too_many_pixels_is_refused_before_it_is_decoded(pictures, size):
    import resource

    bomb = _png_header(*size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(pictures, bomb) == "IMAGE_TOO_LARGE"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_a_file_with_too_many_bytes_is_refused(pictures):
    assert refused(pictures, bytes(pictures.MAX_BYTES + 1)) == "IMAGE_TOO_LARGE"


@pytest.mark.parametrize("size", [(1, 1), (15, 100), (100, 15), (16, 16 * 32 + 1)])
def test_too_small_and_too_long_pictures_are_refused(pictures, size):
    assert refused(pictures, encoded(Image.new("RGB", size))) == "INVALID_IMAGE"


def test_the_smallest_picture_is_read(pictures):
    assert pictures.decode(encoded(Image.new("RGB", (16, 16)))).size == (16, 16)


def test_base64_is_taken_with_and_without_a_data_prefix(pictures):
    data = encoded(picture())
    text = base64.b64encode(data).decode()
    assert pictures.decode_base64(text) == pictures.decode_base64("data:image/png;base64," + text) == data


def test_base64_is_taken_as_clients_write_it(pictures):
    data = bytes(range(256)) + b"\xfb\xff\xfe"
    for text in (base64.encodebytes(data), base64.urlsafe_b64encode(data), base64.urlsafe_b64encode(data).rstrip(b"=")):
        assert pictures.decode_base64(text.decode()) == data
    assert pictures.decode_base64("DATA:image/png;BASE64," + base64.b64encode(data).decode()) == data


def test_a_picture_that_is_painted_on_keeps_its_size(pictures):
    assert pictures.decode(encoded(picture(2048, 2048), "JPEG"), exact=True).size == (2048, 2048)


@pytest.mark.parametrize("text", [None, 3, "", "a", "ab!c", "data:image/png,abc", "data:image/png", "https://example.org/a.png"])
def test_what_is_no_base64_is_refused(pictures, text):
    from invocations import Refused

    with pytest.raises(Refused) as caught:
        pictures.decode_base64(text)
    assert caught.value.body["error"]["code"] == "INVALID_IMAGE"


def _png_header(width, height):
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
