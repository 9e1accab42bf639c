package dev.vitrine.api;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where sellers sign in to get the tokens that API Gateway asks for. */
@ConfigMapping(prefix = "vitrine.sign-in")
public interface SignInConfig {

  /** The OpenID Connect issuer, spelled as in its tokens. */
  Optional<String> issuer();

  /** The page's client id at the issuer. */
  Optional<String> clientId();
}
