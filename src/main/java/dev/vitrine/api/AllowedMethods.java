package dev.vitrine.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Which methods an address takes, as the OpenAPI document says that the build generates: JAX-RS
 * finds out that a method is not allowed, but does not tell which are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6">RFC 9110, 405 Method Not
 *     Allowed</a>
 */
@Singleton
class AllowedMethods {
  private static final String DOCUMENT = "/META-INF/quarkus-generated-openapi-doc.JSON";

  private final Map<Pattern, SortedSet<String>> methods = new LinkedHashMap<>();
  private final Map<String, SortedSet<String>> literal = new HashMap<>();

  AllowedMethods() {
    document()
        .path("paths")
        .fields()
        .forEachRemaining(path -> add(path.getKey(), methods(path.getValue())));
  }

  private void add(String template, SortedSet<String> some) {
    methods.put(pattern(template), some);
    if (!template.contains("{")) {
      literal.put(template, some);
    }
  }

  /**
   * {@return the methods, in alphabetical order; empty where there is no such address}
   *
   * @param path as the client encoded it, beginning with a slash
   */
  SortedSet<String> of(String path) {
    SortedSet<String> named = literal.get(path);
    if (named != null) {
      return named; // JAX-RS prefers it too, for example /images/bulk to /images/{id}.
    }
    SortedSet<String> allowed = new TreeSet<>();
    methods.forEach(
        (pattern, some) -> {
          if (pattern.matcher(path).matches()) {
            allowed.addAll(some);
          }
        });
    return allowed;
  }

  /** Answers OPTIONS, for which JAX-RS lists the methods of all addresses that begin alike. */
  @ServerRequestFilter(preMatching = true)
  @Nullable Response options(ContainerRequestContext request) {
    if (!request.getMethod().equals("OPTIONS")) {
      return null;
    }
    SortedSet<String> allowed = of(request.getUriInfo().getRequestUri().getRawPath());
    return allowed.isEmpty() ? null : Response.ok().allow(allowed).build();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile("\\Q" + template.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E/?");
  }

  private static SortedSet<String> methods(JsonNode path) {
    SortedSet<String> methods = new TreeSet<>();
    methods.add("OPTIONS");
    path.fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  private static JsonNode document() {
    try (InputStream file = AllowedMethods.class.getResourceAsStream(DOCUMENT)) {
      // An answer without Allow is better than none.
      return file == null ? MissingNode.getInstance() : new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(DOCUMENT + " cannot be read", e);
    }
  }
}
