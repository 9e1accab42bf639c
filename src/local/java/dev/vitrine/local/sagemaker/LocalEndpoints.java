package dev.vitrine.local.sagemaker;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The endpoints of local mode, by name. */
public final class LocalEndpoints {
  private final Map<String, Container> endpoints;

  public LocalEndpoints(Map<String, Container> endpoints) {
    this.endpoints = new TreeMap<>(endpoints);
  }

  public Optional<Container> named(String endpoint) {
    return Optional.ofNullable(endpoints.get(endpoint));
  }

  public Set<String> names() {
    return endpoints.keySet();
  }
}
