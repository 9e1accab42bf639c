package dev.vitrine.local;

import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Where page, HTTP API, Step Functions, SageMaker Runtime and Lambda are. */
@ApplicationScoped
class LocalHttp {
  private final Config config;

  LocalHttp(Config config) {
    this.config = config;
  }

  /** {@return the port; in tests a free one, known once the server listens} */
  int port() {
    boolean test = LaunchMode.current() == LaunchMode.TEST;
    return config.getValue(test ? "quarkus.http.test-port" : "quarkus.http.port", Integer.class);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** {@return the page's origins, as a browser names them} */
  List<String> origins() {
    return List.of("http://localhost:" + port(), "http://127.0.0.1:" + port());
  }
}
