package dev.vitrine.local;

import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.local.model.ModelName;
import dev.vitrine.query.About;
import dev.vitrine.query.AboutSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Information about local mode for the page: the names of the models, as in evidence. */
@ApplicationScoped
class LocalAbout {
  @Produces
  AboutSource about(
      @ConfigProperty(name = "quarkus.application.version") String version,
      LocalConfig config,
      LocalCaptioner captioner,
      LocalEyes eyes,
      LocalRanking ranking,
      LocalSupply supply,
      EndpointConfig endpoints) {
    LocalConfig.Containers own = config.container();
    return () ->
        new About(
            "local",
            List.of(
                clip(own.clip(), eyes),
                interrogator(own.interrogator(), captioner, ranking),
                model(
                    own.sdxl(),
                    endpoints.sdxlEngine(),
                    "Stands in for SDXL: brush strokes and palettes. Ignores the prompt beyond its"
                        + " style.")),
            version,
            null,
            true,
            supply.eyes().flatMap(SuppliedModel::download).orElse(null),
            supply.captioner().flatMap(SuppliedModel::download).orElse(null));
  }

  private static About.Model interrogator(
      Optional<URI> own, LocalCaptioner captioner, LocalRanking ranking) {
    Optional<String> real = own.isPresent() ? Optional.empty() : captioner.name();
    return real.map(name -> new About.Model(name, false, writes(name) + ranks(ranking)))
        .orElseGet(
            () ->
                model(
                    own,
                    ModelName.CAPTION,
                    "Stands in for CLIP Interrogator: sentences made only of accepted tags and"
                        + " measured colors."));
  }

  private static String writes(String name) {
    return "Writes captions and reads the words on products, "
        + (LocalCaptioner.isOllama(name) ? "by Ollama." : "here.");
  }

  private static String ranks(LocalRanking ranking) {
    return ranking.progress().map(now -> " " + now.inWords()).orElse("");
  }

  private static About.Model clip(Optional<URI> own, LocalEyes eyes) {
    Optional<String> real = own.isPresent() ? Optional.empty() : eyes.name();
    return real.map(name -> new About.Model(name, false, "Scores the vocabulary's labels, here."))
        .orElseGet(
            () ->
                model(
                    own,
                    ModelName.CLIP,
                    "Stands in for CLIP: EfficientNet-Lite0 with MiniLM and WordNet. Knows what"
                        + " ImageNet knows."));
  }

  private static About.Model model(Optional<URI> own, String standIn, String what) {
    return own.map(at -> new About.Model(at.toString(), false, "A serving container of your own."))
        .orElseGet(() -> new About.Model(standIn, true, what));
  }
}
