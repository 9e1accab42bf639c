package dev.vitrine.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where local mode keeps its data and listens; VITRINE_HOME and VITRINE_PORT set it. */
@ConfigMapping(prefix = "vitrine.local")
public interface LocalConfig {

  /** Folder of all data. */
  Path home();

  /** Port of S3; the port after the page's when not set, any free one when 0. */
  Optional<Integer> s3Port();

  /** Port of DynamoDB; two after the page's when not set, any free one when 0. */
  Optional<Integer> dynamoDbPort();

  /** How often the sweep looks for what was left behind. */
  @WithDefault("PT5M")
  Duration sweepEvery();

  /**
   * Most executions that run or wait for a model at a time. A fifth of them is reserved for
   * executions that a person waits for: the others start only while fewer than four fifths run, and
   * wait on the disk until then. Each takes some 5 KB of the heap.
   */
  @WithDefault("5000")
  int mostRunning();

  /** Folder with models that a person put there, set by VITRINE_MODELS; looked in first. */
  Optional<String> models();

  /**
   * The CLIP or SigLIP that looks at pictures, set by VITRINE_CLIP: the name of one of Immich's
   * exports, or a folder in their layout; {@code off} or nothing for the stand-in.
   */
  Optional<String> clip();

  /**
   * The model that writes captions, set by VITRINE_CAPTIONER: {@code florence-2-base}, a folder in
   * the layout of onnx-community's Florence-2, or {@code ollama:MODEL}; {@code off} or nothing for
   * the stand-in.
   */
  Optional<String> captioner();

  /** Where Ollama is, set by OLLAMA_HOST; nothing for this machine. */
  Optional<String> ollamaHost();

  /** Serving containers in place of the stand-ins, e.g. what model-artifacts/serve prints. */
  Containers container();

  /** Serving containers in place of the stand-ins; those not set are stand-ins. */
  interface Containers {
    /** Scores labels. */
    Optional<URI> clip();

    /** Writes captions and prompts. */
    Optional<URI> interrogator();

    /** Restyles. */
    Optional<URI> sdxl();
  }
}
