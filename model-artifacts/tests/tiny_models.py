"""Models of the real classes, a few megabytes small, with random weights made from a fixed seed.

    python tests/tiny_models.py clip|clip-interrogator|sdxl|edit|describe FOLDER

makes the folder that `option.model_id` of that artifact names. Their answers mean nothing; their shapes, tokenizers,
files and code paths are the real ones. No hub is asked: CLIP's vocabulary comes out of open_clip, the captioners get
vocabularies of their own.

What they cannot show: an overflow in half precision (the largest fp16 is 65504; SDXL's VAE is known to exceed it), memory and
time of the real sizes, the real vocabularies and processors, and files that a repository on the hub has otherwise than
save_pretrained writes them. Each card says which real weights were run.
"""

import json
import sys
from pathlib import Path

import open_clip
import tokenizers
import torch
import transformers
from open_clip.tokenizer import SimpleTokenizer
from safetensors.torch import save_file
from tokenizers.pre_tokenizers import ByteLevel

WORDS = (
    "a an the of on in with and photo picture drawing painting red blue green white black yellow small large old new "
    "cup mug teapot shirt dress shoe bag watch ring lamp chair table camera cat dog flower tree beach street house "
    "man woman child hand face wooden leather cotton silver gold glass plate bowl book clock hat scarf bicycle car"
).split()


def stir(model, seed=0):
    """Weights of the size that keeps signals alive, so that different inputs give clearly different outputs."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for weights in model.parameters():
            if weights.dim() >= 2:
                weights.normal_(0, (weights[0].numel()) ** -0.5)
    return model.eval()


def clip(folder):
    """A transformers CLIP: vision and text of 2 layers, 64 wide, pictures of 64 pixels."""
    side = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4}
    text = side | {"vocab_size": 49408, "max_position_embeddings": 77, "bos_token_id": 49406, "eos_token_id": 49407}
    vision = side | {"image_size": 64, "patch_size": 16}
    config = transformers.CLIPConfig(text_config=text, vision_config=vision, projection_dim=32)
    model = stir(transformers.CLIPModel(config))
    with torch.no_grad():
        model.logit_scale.fill_(2.3)
    model.save_pretrained(folder)
    size = {"size": {"shortest_edge": 64}, "crop_size": {"height": 64, "width": 64}}
    transformers.CLIPImageProcessor(**size).save_pretrained(folder)
    clip_tokenizer(folder).save_pretrained(folder)
    return folder


def clip_tokenizer(folder, **options):
    """CLIP's own tokenizer, from the vocabulary that open_clip carries."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    known = SimpleTokenizer()
    merges = sorted(known.bpe_ranks, key=known.bpe_ranks.get)
    renamed = {"<start_of_text>": "<|startoftext|>", "<end_of_text>": "<|endoftext|>"}
    vocabulary = {renamed.get(token, token): i for token, i in known.encoder.items()}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges) + "\n", "utf-8")
    files = (str(folder / "vocab.json"), str(folder / "merges.txt"))
    return transformers.CLIPTokenizer(*files, model_max_length=77, **options)


def open_clip_folder(folder, seed=1):
    """An open_clip CLIP of the same size, laid out as on the hub."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    vision = {"image_size": 64, "layers": 2, "width": 64, "head_width": 16, "patch_size": 16}
    text = {"context_length": 77, "vocab_size": 49408, "width": 64, "heads": 4, "layers": 2}
    model = {"embed_dim": 32, "vision_cfg": vision, "text_cfg": text, "quick_gelu": True}
    about = {"model_cfg": model, "preprocess_cfg": {"size": [64, 64]}}
    (folder / "open_clip_config.json").write_text(json.dumps(about, indent=2), "utf-8")
    weights = stir(open_clip.CLIP(**model), seed).state_dict()
    save_file({name: value.contiguous() for name, value in weights.items()}, folder / "open_clip_model.safetensors")
    return folder


def blip(folder):
    """A BLIP captioner with a WordPiece vocabulary of its own."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"))
    tokenizer.add_special_tokens({"bos_token": "[DEC]", "additional_special_tokens": ["[ENC]"]})
    side = {"hidden_size": 48, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4}
    end = tokenizer.sep_token_id
    ids = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": end, "sep_token_id": end}
    ids |= {"vocab_size": len(tokenizer), "pad_token_id": tokenizer.pad_token_id}
    config = transformers.BlipConfig(
        text_config=side | ids | {"encoder_hidden_size": 48, "max_position_embeddings": 64, "projection_dim": 32},
        vision_config=side | {"image_size": 64, "patch_size": 16, "projection_dim": 32},
        projection_dim=32,
    )
    stir(transformers.BlipForConditionalGeneration(config), 3).save_pretrained(folder)
    pictures = transformers.BlipImageProcessor(size={"height": 64, "width": 64})
    transformers.BlipProcessor(pictures, tokenizer).save_pretrained(folder)
    return folder


def blip2(folder, text=None):
    """A BLIP-2 captioner with a vocabulary of bytes; `text` is the configuration of a language model that is no OPT."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    letters = ["<pad>", "<s>", "</s>", "<image>", *sorted(ByteLevel.alphabet())]
    (folder / "vocab.json").write_text(json.dumps({letter: i for i, letter in enumerate(letters)}), "utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", "utf-8")
    names = {"unk_token": "</s>", "bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>"}
    tokenizer = transformers.GPT2TokenizerFast(str(folder / "vocab.json"), str(folder / "merges.txt"), **names)
    tokenizer.add_special_tokens({"additional_special_tokens": ["<image>"]})
    side = {"hidden_size": 48, "intermediate_size": 96, "num_hidden_layers": 2, "num_attention_heads": 4}
    qformer = side | {"vocab_size": len(letters), "encoder_hidden_size": 48, "cross_attention_frequency": 1}
    opt = {"model_type": "opt", "hidden_size": 48, "ffn_dim": 96, "word_embed_proj_dim": 48, "num_hidden_layers": 2}
    opt |= {"num_attention_heads": 4, "max_position_embeddings": 128}
    text = (text or opt) | {"vocab_size": len(letters), "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
    config = transformers.Blip2Config(
        vision_config=side | {"image_size": 64, "patch_size": 16},
        qformer_config=qformer,
        text_config=text,
        num_query_tokens=4,
        image_token_index=tokenizer.convert_tokens_to_ids("<image>"),
    )
    stir(transformers.Blip2ForConditionalGeneration(config), 4).save_pretrained(folder)
    pictures = transformers.BlipImageProcessor(size={"height": 64, "width": 64})
    transformers.Blip2Processor(pictures, tokenizer, num_query_tokens=4).save_pretrained(folder)
    return folder


def siglip(folder, second=False):
    """An open_clip SigLIP, or SigLIP 2: timm's vision side with a map head, a text side that is not causal, a bias."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    vision = {"image_size": 160, "timm_model_name": "test_vit3", "timm_model_pretrained": False}
    vision |= {"timm_pool": "map", "timm_proj": "none"}
    tokenizer = sentence_pieces(folder, gemma=second)
    text = {"context_length": 64, "vocab_size": len(tokenizer), "hf_tokenizer_name": "local", "width": 64, "heads": 4}
    text |= {"tokenizer_kwargs": {"clean": "canonicalize"}, "layers": 2, "no_causal_mask": True, "proj_bias": True}
    text |= {"pool_type": "last", "norm_kwargs": {"eps": 1e-6}}
    text |= {"act_kwargs": {"approximate": "tanh"}} if second else {}
    model = {"embed_dim": 96, "init_logit_bias": -10, "custom_text": True, "vision_cfg": vision, "text_cfg": text}
    about = {"model_cfg": model, "preprocess_cfg": {"size": [160, 160], "mean": [0.5] * 3, "std": [0.5] * 3}}
    about["preprocess_cfg"] |= {"interpolation": "bicubic", "resize_mode": "squash"}
    (folder / "open_clip_config.json").write_text(json.dumps(about, indent=2), "utf-8")
    made = {name: value for name, value in model.items() if name != "custom_text"}
    weights = stir(open_clip.CustomTextCLIP(**made), 9 if second else 8)
    with torch.no_grad():
        weights.logit_scale.fill_(2.3)
        weights.logit_bias.fill_(-3.0)
    save_file({n: v.contiguous() for n, v in weights.state_dict().items()}, folder / "open_clip_model.safetensors")
    return folder


def siglip2(folder):
    """An open_clip SigLIP 2, with Gemma's kind of tokenizer."""
    return siglip(folder, second=True)


def sentence_pieces(folder, gemma=False):
    """T5's kind of tokenizer (SigLIP), or Gemma's (SigLIP 2), of letters and of WORDS."""
    letters = [*"abcdefghijklmnopqrstuvwxyz0123456789", "\u2581"]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((f"\u2581{word}", -3.0) for word in WORDS)]
    known = {piece for piece, _ in pieces}
    pieces += [(letter, -6.0) for letter in letters if letter not in known]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(pieces, unk_id=2))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace(prepend_scheme="never" if gemma else "always")
    end = tokenizers.processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer.post_processor = end
    names = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **names)
    fast.save_pretrained(folder)
    return fast


def clip_interrogator(folder):
    """A captioner with an open_clip CLIP in clip/, as model_name.json expects them."""
    blip(folder)
    open_clip_folder(Path(folder, "clip"))
    return folder


def sdxl(folder):
    """A Stable Diffusion XL pipeline; pictures shrink to one eighth and attention waits until the second block.

    As in the real one, and for its reason: what is attended to grows with the square of the pixels, so a VAE that
    halves makes 1024 x 1024 a matter of minutes.
    """
    import diffusers

    torch.manual_seed(5)
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(8, 16, 32), layers_per_block=1, sample_size=8, in_channels=4, out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"), norm_num_groups=4,
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), attention_head_dim=(1, 2, 4),
        use_linear_projection=True, addition_embed_type="text_time", addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 1, 2), cross_attention_dim=64, projection_class_embeddings_input_dim=80,
    )  # fmt: skip
    vae = diffusers.AutoencoderKL(
        block_out_channels=[4, 8, 16, 16], in_channels=3, out_channels=3, latent_channels=4, sample_size=64,
        down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4, norm_num_groups=4,
    )  # fmt: skip
    text = transformers.CLIPTextConfig(
        hidden_size=32, intermediate_size=64, num_attention_heads=4, num_hidden_layers=3, projection_dim=32,
        vocab_size=49408, bos_token_id=49406, eos_token_id=49407, pad_token_id=49407, hidden_act="gelu",
    )  # fmt: skip
    schedule = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "steps_offset": 1}
    pipe = diffusers.StableDiffusionXLImg2ImgPipeline(
        vae=vae, unet=unet,
        text_encoder=stir(transformers.CLIPTextModel(text), 6), tokenizer=clip_tokenizer(Path(folder, "tokenizer")),
        text_encoder_2=stir(transformers.CLIPTextModelWithProjection(text), 7),
        tokenizer_2=clip_tokenizer(Path(folder, "tokenizer_2"), pad_token="!"),
        scheduler=diffusers.EulerDiscreteScheduler(timestep_spacing="leading", **schedule), add_watermarker=False,
    )  # fmt: skip
    pipe.save_pretrained(folder)
    return folder


def edit(folder):
    """A Qwen-Image-Edit pipeline."""
    import tiny_captioners

    return tiny_captioners.qwen_image_edit(folder)


MAKERS = {"clip": clip, "clip-interrogator": clip_interrogator, "sdxl": sdxl, "edit": edit, "describe": clip_interrogator}

if __name__ == "__main__":
    MAKERS[sys.argv[1]](sys.argv[2])
