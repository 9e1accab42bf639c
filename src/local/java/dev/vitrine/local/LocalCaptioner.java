package dev.vitrine.local;

import dev.vitrine.local.captioner.OllamaAddress;
import dev.vitrine.local.captioner.OllamaCaptioner;
import dev.vitrine.local.model.Captioner;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The captioner that VITRINE_CAPTIONER names, if it names one. */
@Singleton
class LocalCaptioner {
  private static final Logger LOG = Logger.getLogger(LocalCaptioner.class);
  private static final String OLLAMA = "ollama:";

  private final Optional<Captioner> captioner;

  LocalCaptioner(LocalConfig config) {
    captioner = of(config.captioner().orElse("").strip(), config.ollamaHost().orElse(""));
  }

  /**
   * Reads the two settings; what cannot be understood is a line in the log, and the stand-in
   * writes.
   */
  static Optional<Captioner> of(String setting, String ollamaHost) {
    if (setting.isEmpty() || setting.equals("off")) {
      return Optional.empty();
    }
    try {
      if (setting.startsWith(OLLAMA)) {
        return Optional.of(
            new OllamaCaptioner(
                setting.substring(OLLAMA.length()),
                OllamaAddress.of(ollamaHost),
                OllamaCaptioner.PATIENCE));
      }
      LOG.warnf("VITRINE_CAPTIONER=%s is not ollama:MODEL; the stand-in writes captions", setting);
    } catch (IllegalArgumentException e) {
      LOG.warnf("VITRINE_CAPTIONER: %s; the stand-in writes captions", e.getMessage());
    }
    return Optional.empty();
  }

  /** {@return the captioner; empty when the stand-in writes captions} */
  Optional<Captioner> captioner() {
    return captioner;
  }
}
