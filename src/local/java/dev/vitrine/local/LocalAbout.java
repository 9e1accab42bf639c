package dev.vitrine.local;

import dev.vitrine.local.model.ModelName;
import dev.vitrine.query.About;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the page says of local mode: that its models are stand-ins, by the names evidence has. */
@ApplicationScoped
class LocalAbout {
  @Produces
  About about(
      @ConfigProperty(name = "quarkus.application.version") String version,
      @ConfigProperty(name = "vitrine.endpoint.sdxl-engine") String painter) {
    return new About(
        "local",
        List.of(
            new About.Model(
                ModelName.CLIP,
                true,
                "Stands in for CLIP: EfficientNet-Lite0 with MiniLM and WordNet. Knows what ImageNet"
                    + " knows."),
            new About.Model(
                ModelName.CAPTION,
                true,
                "Stands in for CLIP Interrogator: sentences made only of accepted tags and measured"
                    + " colors."),
            new About.Model(
                painter,
                true,
                "Stands in for SDXL: brush strokes and palettes. Ignores the prompt beyond its"
                    + " style.")),
        version,
        null);
  }
}
