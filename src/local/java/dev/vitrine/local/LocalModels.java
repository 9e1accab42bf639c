package dev.vitrine.local;

import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.model.InterrogatorEndpoint;
import dev.vitrine.local.model.Measured;
import dev.vitrine.local.model.Measured.MeasuredColor;
import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.local.model.ModelName;
import dev.vitrine.local.model.SdxlEndpoint;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.local.model.UnpaintablePromptException;
import dev.vitrine.local.painter.Painter;
import dev.vitrine.local.painter.PaintingStyle;
import dev.vitrine.local.sagemaker.HttpContainer;
import dev.vitrine.local.sagemaker.LocalEndpoints;
import dev.vitrine.local.sagemaker.ServingContainer;
import dev.vitrine.measure.ColorMeasurer;
import dev.vitrine.measure.Measurement;
import dev.vitrine.restyle.Style;
import dev.vitrine.restyle.Styles;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.Vocabulary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models behind the endpoints' names: the stand-ins, and the real ones that are set. */
@ApplicationScoped
class LocalModels {
  private static final String STYLES_ONLY =
      "The local painter knows its styles only; a prompt of your own needs a real SDXL endpoint.";

  /** A painting takes 3 s on two idle cores. */
  private static final Duration PAINTING_TIME = Duration.ofSeconds(30);

  /** A rendition of 1024 pixels a side, decoded and as the network takes it. */
  private static final long BYTES_OF_A_LOOK = 16L << 20;

  /** Decoded bytes that one byte of a larger file may stand for. */
  private static final int DECODED_PER_BYTE = 16;

  @Produces
  @Singleton
  StandIns standIns(LocalStores stores, ShippedVocabulary shipped) throws IOException {
    Vocabulary retail = shipped.of("");
    LabelSet labels = retail.tagSet();
    double accept =
        retail.calibration(ModelName.CLIP, Question.TAG, labels).orElseThrow().acceptedScore();
    return new StandIns(stores.folder("models"), labels, accept, LocalModels::measure);
  }

  void close(@Disposes StandIns standIns) {
    standIns.close();
  }

  @Produces
  @Singleton
  LocalEndpoints endpoints(
      LocalConfig config,
      StandIns standIns,
      LocalCaptioner captioner,
      LocalEyes eyes,
      LocalRanking ranking,
      EndpointConfig names,
      MemoryBudget memory) {
    LocalConfig.Containers own = config.container();
    SdxlEndpoint sdxl = new SdxlEndpoint(LocalModels::paint, memory);
    return new LocalEndpoints(
        Map.of(
            names.clip(), container(own.clip(), inTurn(memory, clip(eyes, standIns))),
            names.interrogator(),
                container(
                    own.interrogator(), inTurn(memory, interrogator(captioner, ranking, standIns))),
            names.sdxl(), container(own.sdxl(), sdxl::invoke)));
  }

  private static LocalEndpoint clip(LocalEyes eyes, StandIns standIns) {
    return (contentType, customAttributes, body) ->
        eyes.withModel(
            real ->
                real.map(ClipFolder::endpoint)
                    .orElseGet(standIns::clip)
                    .invoke(contentType, customAttributes, body));
  }

  private static LocalEndpoint interrogator(
      LocalCaptioner captioner, LocalRanking ranking, StandIns standIns) {
    InterrogatorEndpoint composed = standIns.interrogator();
    return (contentType, customAttributes, body) ->
        captioner.write(
            real -> {
              if (real.isEmpty()) {
                return composed.invoke(contentType, customAttributes, body);
              }
              InterrogatorEndpoint captioned = composed.captionedBy(real.get());
              return ranking.rank(
                  ranker ->
                      ranker
                          .map(captioned::rankedBy)
                          .orElse(captioned)
                          .invoke(contentType, customAttributes, body));
            });
  }

  /** The painter goes by the words a preset's prompt begins with. */
  private static BufferedImage paint(
      BufferedImage picture, String prompt, long seed, double strength) {
    Style style =
        Styles.ALL.stream()
            .filter(preset -> prompt.startsWith(preset.prefix()))
            .findFirst()
            .orElseThrow(() -> new UnpaintablePromptException(STYLES_ONLY));
    String hand = style.name().toUpperCase(Locale.ROOT).replace('-', '_');
    return Painter.paint(picture, PaintingStyle.valueOf(hand), seed, strength, PAINTING_TIME);
  }

  private static Measured measure(BufferedImage picture) {
    Measurement measured = ColorMeasurer.measure(picture);
    return new Measured(
        measured.colors().stream().map(c -> new MeasuredColor(c.name(), c.share())).toList(),
        measured.isPlain() ? Optional.of(measured.background()) : Optional.empty());
  }

  /** The stand-ins take an absent header as an empty one. */
  private static ServingContainer container(Optional<URI> own, LocalEndpoint standIn) {
    if (own.isPresent()) {
      return new HttpContainer(own.get());
    }
    return (contentType, customAttributes, body) -> {
      return standIn.invoke(orEmpty(contentType), orEmpty(customAttributes), body);
    };
  }

  private static LocalEndpoint inTurn(MemoryBudget memory, LocalEndpoint standIn) {
    return (contentType, customAttributes, body) -> {
      long bytes = BYTES_OF_A_LOOK + (long) DECODED_PER_BYTE * body.length;
      try (MemoryBudget.Share unused = memory.take(bytes)) {
        return standIn.invoke(contentType, customAttributes, body);
      }
    };
  }

  private static String orEmpty(@Nullable String header) {
    return header == null ? "" : header;
  }

  private interface LocalEndpoint {
    ModelAnswer invoke(String contentType, String customAttributes, byte[] body);
  }
}
