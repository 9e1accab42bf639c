package dev.vitrine.local.eyes;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** DJL's library for tokenizer.json, kept off the network. */
public final class TokenizerLibrary {
  private TokenizerLibrary() {}

  /**
   * Opens a tokenizer. DJL would otherwise report its use over the network, and look for a library
   * for GPUs there.
   *
   * @param cache folder for the native library, which is unpacked there once (15 MB)
   * @param file a tokenizer.json
   * @param options DJL's, such as {@code truncation}
   */
  public static HuggingFaceTokenizer open(Path cache, Path file, Map<String, String> options)
      throws IOException {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("RUST_FLAVOR", "cpu");
    System.setProperty("ENGINE_CACHE_DIR", cache.toAbsolutePath().toString());
    return HuggingFaceTokenizer.newInstance(file, options);
  }
}
