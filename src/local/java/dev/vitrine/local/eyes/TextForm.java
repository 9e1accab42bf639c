package dev.vitrine.local.eyes;

import java.nio.file.Path;

/**
 * How a text is cleaned, cut and padded before the network reads it: open_clip's way, by
 * config.json and textual/tokenizer_config.json.
 *
 * @param length tokens that the network takes
 * @param pad the token that fills what a shorter text leaves
 * @param separator the token that is replaced by 0; empty for none
 */
record TextForm(int length, Cleaning cleaning, String pad, String separator) {
  private static final int LONGEST = 4096;
  private static final int DEFAULT_LENGTH = 77;

  static TextForm read(Path folder) throws UnusableModelException {
    FolderJson text = FolderJson.read(folder, "config.json").part("text_cfg");
    FolderJson options = text.part("tokenizer_kwargs");
    FolderJson tokens = FolderJson.read(folder, "textual/tokenizer_config.json");
    if (!options.text("tokenizer_mode", "").isEmpty()) {
      throw options.wrong("tokenizer_mode", "is not understood");
    }
    String pad = token(tokens, "pad_token");
    if (pad.isEmpty()) {
      throw tokens.wrong("pad_token", "is missing");
    }
    return new TextForm(
        text.whole("context_length", 2, LONGEST, DEFAULT_LENGTH),
        cleaning(text, options),
        pad,
        options.json().path("strip_sep_token").asBoolean() ? token(tokens, "sep_token") : "");
  }

  /** The library's own tokenizer makes texts small; those of others keep the case of letters. */
  private static Cleaning cleaning(FolderJson text, FolderJson options)
      throws UnusableModelException {
    String name = options.text("clean", text.has("hf_tokenizer_name") ? "whitespace" : "lower");
    return switch (name) {
      case "lower" -> Cleaning.LOWER;
      case "whitespace" -> Cleaning.WHITESPACE;
      case "canonicalize" -> Cleaning.CANONICALIZE;
      default ->
          throw options.wrong("clean", "must be lower, whitespace or canonicalize, not " + name);
    };
  }

  /** A token is written as its text, or as an object with the text as its content. */
  private static String token(FolderJson tokens, String member) throws UnusableModelException {
    FolderJson object = tokens.part(member);
    return object.has("content") ? object.text("content", "") : tokens.text(member, "");
  }
}
