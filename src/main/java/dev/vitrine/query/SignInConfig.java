package dev.vitrine.query;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where sellers get the tokens that API Gateway asks for. */
@ConfigMapping(prefix = "vitrine.sign-in")
public interface SignInConfig {

  /** Issuer of OpenID Connect, as its tokens write it. */
  Optional<String> issuer();

  /** What the page is called there. */
  Optional<String> clientId();
}
