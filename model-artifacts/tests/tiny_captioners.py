"""Tiny captioners of the other kinds: GIT, Florence-2, Qwen2.5-VL; random weights, vocabularies of their own.

CHAT is the part of Qwen2.5-VL's chat template that captions use; the real one, in the repository's chat_template.json, also adds
a system message. What else tiny models cannot show is in tiny_models.py.
"""

import json
import tempfile
from pathlib import Path

import transformers
from tokenizers.pre_tokenizers import ByteLevel

import tiny_models
from tiny_models import WORDS, stir

SIDE = {"hidden_size": 48, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4}
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{% for c in m.content %}{% if c.type == 'image' %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ c.text }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def git(folder):
    """A GIT captioner with a WordPiece vocabulary of its own."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"))
    config = transformers.GitConfig(
        vision_config=SIDE | {"image_size": 64, "patch_size": 16},
        vocab_size=len(tokenizer),
        bos_token_id=tokenizer.cls_token_id,
        eos_token_id=tokenizer.sep_token_id,
        pad_token_id=tokenizer.pad_token_id,
        max_position_embeddings=64,
        **SIDE,
    )
    stir(transformers.GitForCausalLM(config), 21).save_pretrained(folder)
    size = {"size": {"shortest_edge": 64}, "crop_size": {"height": 64, "width": 64}}
    transformers.GitProcessor(transformers.CLIPImageProcessor(**size), tokenizer).save_pretrained(folder)
    return folder


def blip2_t5(folder):
    """A BLIP-2 captioner whose words are a T5's, as those of blip2-flan-t5-xl are."""
    t5 = {"model_type": "t5", "d_model": 48, "d_kv": 12, "d_ff": 96, "num_layers": 2, "num_heads": 4}
    return tiny_models.blip2(folder, t5 | {"feed_forward_proj": "gated-gelu", "decoder_start_token_id": 0})


def florence2(folder):
    """A Florence-2 captioner: DaViT and BART, with a vocabulary of bytes."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    letters = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<image>", *sorted(ByteLevel.alphabet())]
    (folder / "vocab.json").write_text(json.dumps({letter: i for i, letter in enumerate(letters)}), "utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", "utf-8")
    files = (str(folder / "vocab.json"), str(folder / "merges.txt"))
    tokenizer = transformers.BartTokenizerFast(*files, extra_special_tokens={"image_token": "<image>"})
    vision = {"depths": (1, 1), "patch_size": (7, 3), "patch_stride": (4, 2), "patch_padding": (3, 1)}
    vision |= {"patch_prenorm": (False, True), "embed_dim": (16, 32), "num_heads": (2, 4), "num_groups": (2, 4)}
    vision |= {"window_size": 4, "projection_dim": 48}
    text = {"model_type": "bart", "vocab_size": len(tokenizer), "d_model": 48, "max_position_embeddings": 256}
    text |= {"encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4}
    text |= {"encoder_ffn_dim": 96, "decoder_ffn_dim": 96, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
    text |= {"decoder_start_token_id": 2, "forced_eos_token_id": 2, "forced_bos_token_id": 0}
    config = transformers.Florence2Config(
        text_config=text, vision_config=vision, image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
        bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2,
    )  # fmt: skip
    stir(transformers.Florence2ForConditionalGeneration(config), 22).save_pretrained(folder)
    pictures = transformers.CLIPImageProcessor(size={"height": 64, "width": 64}, do_center_crop=False)
    pictures.image_seq_length = 65  # 8 x 8, and their mean
    transformers.Florence2Processor(pictures, tokenizer).save_pretrained(folder)
    return folder


def qwen_image_edit(folder):
    """A Qwen-Image-Edit pipeline, whose text encoder is the tiny Qwen2.5-VL."""
    import diffusers
    import torch

    with tempfile.TemporaryDirectory() as scratch:
        encoder = transformers.Qwen2_5_VLForConditionalGeneration.from_pretrained(qwen2_5_vl(scratch))
        known = transformers.AutoProcessor.from_pretrained(scratch)
    pictures = transformers.Qwen2VLImageProcessor(min_pixels=56 * 56, max_pixels=112 * 112)
    videos = known.video_processor
    torch.manual_seed(31)
    diffusers.QwenImageEditPipeline(
        text_encoder=encoder,
        tokenizer=known.tokenizer,
        processor=transformers.Qwen2VLProcessor(pictures, known.tokenizer, videos, chat_template=CHAT),
        transformer=diffusers.QwenImageTransformer2DModel(
            patch_size=2, in_channels=64, out_channels=16, num_layers=2, attention_head_dim=16, num_attention_heads=2,
            joint_attention_dim=48, axes_dims_rope=(4, 6, 6),
        ),
        vae=diffusers.AutoencoderKLQwenImage(
            base_dim=4, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
        ),
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(
            base_image_seq_len=256, max_image_seq_len=8192, base_shift=0.5, max_shift=0.9, use_dynamic_shifting=True,
            shift_terminal=0.02, time_shift_type="exponential",
        ),
    ).save_pretrained(folder)  # fmt: skip
    return folder


def qwen2_5_vl(folder):
    """A Qwen2.5-VL with a vocabulary of bytes."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
    letters = sorted(ByteLevel.alphabet())
    (folder / "vocab.json").write_text(json.dumps({letter: i for i, letter in enumerate(letters)}), "utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", "utf-8")
    tokenizer = transformers.Qwen2TokenizerFast(
        str(folder / "vocab.json"), str(folder / "merges.txt"), eos_token="<|im_end|>", additional_special_tokens=special
    )
    ids = {name: tokenizer.convert_tokens_to_ids(name) for name in special}
    text = {"hidden_size": 48, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4}
    text |= {"num_key_value_heads": 2, "vocab_size": len(tokenizer), "max_position_embeddings": 1024}
    text |= {"rope_scaling": {"type": "default", "rope_type": "default", "mrope_section": [2, 2, 2]}}
    text |= {"bos_token_id": ids["<|endoftext|>"], "eos_token_id": ids["<|im_end|>"], "pad_token_id": ids["<|endoftext|>"]}
    vision = {"depth": 2, "hidden_size": 32, "intermediate_size": 64, "num_heads": 2, "out_hidden_size": 48}
    vision |= {"patch_size": 14, "window_size": 56, "fullatt_block_indexes": [1]}
    config = transformers.Qwen2_5_VLConfig(
        text_config=text, vision_config=vision, image_token_id=ids["<|image_pad|>"], video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids["<|vision_start|>"], vision_end_token_id=ids["<|vision_end|>"],
    )  # fmt: skip
    stir(transformers.Qwen2_5_VLForConditionalGeneration(config), 23).save_pretrained(folder)
    pictures = transformers.Qwen2VLImageProcessorFast(min_pixels=56 * 56, max_pixels=112 * 112)
    videos = transformers.Qwen2VLVideoProcessor()
    transformers.Qwen2_5_VLProcessor(pictures, tokenizer, videos, chat_template=CHAT).save_pretrained(folder)
    return folder
