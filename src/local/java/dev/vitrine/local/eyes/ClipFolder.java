package dev.vitrine.local.eyes;

import dev.vitrine.local.model.ClipEndpoint;
import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import dev.vitrine.local.model.LabelModel;
import dev.vitrine.local.model.LabelScorer;
import dev.vitrine.local.model.LabelSets;
import dev.vitrine.local.model.OncePerPicture;
import dev.vitrine.local.model.Picture;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.tag.Embedding;
import dev.vitrine.vocabulary.LabelSet;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A CLIP or a SigLIP from a folder in the layout of Immich's exports:
 *
 * <pre>
 * config.json                   open_clip's: embed_dim, text_cfg
 * scores.json                   optional: logit_scale, logit_bias
 * visual/model.onnx             float or uint8 pictures to embeddings
 * visual/preprocess_cfg.json    size, mean, std, interpolation, resize_mode
 * textual/model.onnx            int32 or int64 token ids to embeddings
 * textual/tokenizer.json        and tokenizer_config.json with the pad_token
 * </pre>
 *
 * <p>Opened once, for as long as the model is used. Thread-safe. The picture side stays in memory;
 * the text side is there only while texts are read.
 */
public final class ClipFolder implements LabelModel<float[]>, AutoCloseable {
  private static final int MOST_DIMENSIONS = 8192;

  private final Path folder;
  private final String name;
  private final int dimensions;
  private final TextForm form;
  private final ScoreScale scale;
  private final PictureSide pictures;
  private final OncePerPicture<float[]> seen;
  private final ClipTokenizer tokenizer;
  private final TextReading texts;
  private final TextMeanings meanings;
  private final LabelReader reader;
  private final LabelSets<LabelVectors> labelSets;

  private ClipFolder(Path folder, String name, Path cache) throws UnusableModelException {
    this.folder = folder;
    this.name = name;
    FolderJson config = FolderJson.read(folder, "config.json");
    dimensions = config.whole("embed_dim", 1, MOST_DIMENSIONS);
    form = TextForm.read(folder);
    scale = ScoreScale.read(folder);
    String fitting = "clip/means-of-templates@1 " + Fingerprint.ofTexts(folder);
    texts = new TextReading(this::openTexts);
    meanings = new TextMeanings(texts);
    reader = new LabelReader(fitting, texts, scale);
    labelSets = new LabelSets<>(cache, reader);
    pictures = PictureSide.open(folder);
    seen = new OncePerPicture<>(picture -> usable(pictures.encode(Picture.decode(picture))));
    try {
      tokenizer = ClipTokenizer.open(folder, form, cache);
    } catch (UnusableModelException e) {
      pictures.close();
      throw e;
    }
  }

  /**
   * Opens a model and tries both of its sides once.
   *
   * @param name what answers and evidence call it, e.g. {@code ViT-B-16-SigLIP2__webli}; thresholds
   *     belong to a name
   * @param cache folder for text embeddings and the tokenizer's native library; made if missing,
   *     and anything in it can be deleted
   * @throws UnusableModelException whose message is one line: what is missing or does not fit
   */
  public static ClipFolder open(Path folder, String name, Path cache)
      throws UnusableModelException {
    ClipFolder opened = new ClipFolder(folder, name, cache);
    try {
      opened.tryOut();
      return opened;
    } catch (UnusableModelException | RuntimeException e) {
      opened.close();
      throw UnusableModelException.of(folder, e);
    }
  }

  private void tryOut() throws UnusableModelException {
    var blank = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    check("visual", pictures.encode(new Picture(blank)));
    try (TextSide texts = TextSide.open(folder, tokenizer, form.length())) {
      check("textual", texts.encode(List.of("a photo"))[0]);
    }
  }

  private void check(String side, float[] embedding) throws UnusableModelException {
    if (embedding.length != dimensions || !Vectors.isUnit(embedding)) {
      throw new UnusableModelException(
          folder,
          "%s/model.onnx answers %d numbers%s; embed_dim says %d."
              .formatted(
                  side,
                  embedding.length,
                  Vectors.isUnit(embedding) ? "" : ", not all of them usable",
                  dimensions));
    }
  }

  /** A number that is none would spoil every score that is made of it, and be kept. */
  private static float[] usable(float[] embedding) {
    if (!Vectors.isUnit(embedding)) {
      throw new IllegalStateException(
          "the model answers a picture with numbers that cannot be used");
    }
    return embedding;
  }

  private TextSide openTexts() {
    try {
      return TextSide.open(folder, tokenizer, form.length());
    } catch (UnusableModelException e) {
      throw new IllegalStateException(
          e.getMessage(), e); // the folder was changed since it was tried
    }
  }

  /**
   * Reads a label set ahead of the requests that name it, for some 45 s at most. What is read is
   * kept, so a large set is known after a few calls.
   *
   * @return whether all of it is known now
   */
  public boolean learn(LabelSet set) {
    return learn(set, LabelSets.PATIENCE);
  }

  /**
   * As {@link #learn(LabelSet)}, for some other time.
   *
   * @param patience for this call; at least one part is read, however long that takes
   */
  public boolean learn(LabelSet set, Duration patience) {
    try {
      labelSets.learn(List.of(set), patience);
      return true;
    } catch (EndpointException e) {
      if (e.error() == EndpointError.DEADLINE) {
        return false;
      }
      throw e;
    }
  }

  /** {@return how many labels of a set it has not read yet} */
  public int unread(LabelSet set) {
    return knows(set) ? 0 : reader.unread(set);
  }

  /** {@return whether a label set is known, so that {@link #cosines} can be asked} */
  public boolean knows(LabelSet set) {
    return labelSets.find(set.name()).isPresent();
  }

  /**
   * {@return the cosine of a picture and each label of a set, in the labels' order; empty if the
   * set is not known}
   *
   * @param seen the picture's embedding
   */
  public Optional<double[]> cosines(LabelSet set, float[] seen) {
    return labelSets.find(set.name()).map(labels -> labels.cosines(seen));
  }

  /** {@return for each text the cosine with a picture's embedding; opens the text side} */
  public double[] cosines(List<String> texts, float[] seen) {
    float[][] vectors = texts(texts);
    double[] cosines = new double[vectors.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Vectors.cosine(seen, vectors[i], 0);
    }
    return cosines;
  }

  /** {@return for each text whether the model sees all of it} */
  public boolean[] fitting(List<String> texts) {
    return tokenizer.fitting(texts);
  }

  /**
   * Keeps the text side in memory while the work is done, which reads texts again and again.
   *
   * @return what the work gives
   */
  public <R> R reading(Supplier<R> work) {
    return texts.read(side -> work.get());
  }

  /** {@return the CLIP endpoint of this model} */
  public ClipEndpoint endpoint() {
    return new ClipEndpoint(this);
  }

  /**
   * Reads texts. Opens the text side for the call: many texts at once are much cheaper than many
   * calls.
   *
   * @return for each text its embedding, of length 1
   */
  public float[][] texts(List<String> texts) {
    return this.texts.read(side -> side.encode(texts));
  }

  /** {@return what a text means that describes pictures, such as {@code red summer dress}} */
  public TextReader.Meaning meaning(String text) {
    return new TextReader.Meaning(
        new Embedding(name, embedding(meanings.of(text))),
        new Embedding(name, embedding(meanings.of(""))));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalDouble logitScale() {
    return OptionalDouble.of(scale.scale());
  }

  @Override
  public float[] look(byte[] picture) {
    return seen.of(picture);
  }

  @Override
  public String embedding(float[] seen) {
    return Vectors.toBase64(seen);
  }

  @Override
  public float[] recall(String embedding) {
    return Vectors.ofBase64(embedding, dimensions);
  }

  @Override
  public LabelSets<? extends LabelScorer<float[]>> labelSets() {
    return labelSets;
  }

  @Override
  public void close() {
    pictures.close();
    tokenizer.close();
  }
}
