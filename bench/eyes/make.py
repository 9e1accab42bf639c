"""Models of real size with random weights, in the layout that local mode reads: python make.py clip|captions FOLDER.

ViT-B-16 is open_clip's own; the same seed makes the same weights again, for torch. The Florence-2 has the sizes of Florence-2-base
(230 million weights, pictures of 768 pixels), but the small tokenizer of the tests: what it says is noise of the right length.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "model-artifacts"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "exporting")]

import open_clip  # noqa: E402
import torch  # noqa: E402

ARCHITECTURE = "ViT-B-16"
SEED = 14


def clip_source():
    """The model as open_clip has it in memory."""
    import sources

    torch.manual_seed(SEED)
    model = open_clip.create_model(ARCHITECTURE, pretrained=None)
    config = open_clip.get_model_config(ARCHITECTURE)
    return sources.of_open_clip(model, open_clip.get_tokenizer(ARCHITECTURE), config)


def clip(folder):
    """Exports it."""
    import writing

    writing.write(clip_source(), folder, precision="fp32")


def captions(folder):
    """Saves a Florence-2 for transformers in `source`, and exports it."""
    import florence
    import tiny_florence
    import transformers

    source = folder / "source"
    source.mkdir(parents=True)
    tokenizer = tiny_florence._tokenizer(source)
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    text = {"model_type": "bart", "vocab_size": 51289, "d_model": 768, "encoder_layers": 6, "decoder_layers": 6}
    text |= {"encoder_attention_heads": 12, "decoder_attention_heads": 12, "encoder_ffn_dim": 3072, "decoder_ffn_dim": 3072}
    text |= {"max_position_embeddings": 1024}
    image = tokenizer.convert_tokens_to_ids("<image>")
    config = transformers.Florence2Config(text_config=text | ids, vision_config={"projection_dim": 768}, image_token_id=image, **ids)
    torch.manual_seed(SEED)
    model = transformers.Florence2ForConditionalGeneration(config)
    ways = {"forced_bos_token_id": 0, "forced_eos_token_id": 2, "no_repeat_ngram_size": 3, "num_beams": 3}
    model.generation_config = transformers.GenerationConfig(**ids, **ways)
    model.save_pretrained(source)
    colors = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
    pictures = transformers.CLIPImageProcessor(size={"height": 768, "width": 768}, do_center_crop=False, **colors)
    pictures.image_seq_length = 577  # 24 x 24, and their mean
    transformers.Florence2Processor(pictures, tokenizer).save_pretrained(source)
    del model
    florence.write(source, folder / "exported", precision="fp32")


if __name__ == "__main__":
    {"clip": clip, "captions": captions}[sys.argv[1]](Path(sys.argv[2]))
