package dev.vitrine.query;

import dev.vitrine.api.SignInConfig;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.meaning.MeaningIndex;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Describes the deployment in AWS; local mode has its own producer. */
@Dependent
class AboutAws {

  @Produces
  @DefaultBean
  @Singleton
  AboutSource about(
      EndpointConfig endpoints,
      SignInConfig signIn,
      MeaningIndex meanings,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    About about =
        new About(
            "aws",
            List.of(
                new About.Model(endpoints.clip(), false, "Scores the vocabulary's labels (CLIP)."),
                new About.Model(
                    endpoints.interrogator(),
                    false,
                    "Writes captions and prompts (CLIP Interrogator)."),
                new About.Model(
                    endpoints.sdxl(), false, "Paints restyles (" + endpoints.sdxlEngine() + ").")),
            version,
            signIn
                .issuer()
                .flatMap(
                    issuer -> signIn.clientId().map(client -> new About.SignIn(issuer, client)))
                .orElse(null),
            meanings.isKept(),
            null,
            null);
    return () -> about;
  }
}
