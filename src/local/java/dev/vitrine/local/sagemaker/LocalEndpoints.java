package dev.vitrine.local.sagemaker;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The endpoints of local mode, by name. */
public final class LocalEndpoints {
  private final Map<String, ServingContainer> endpoints;

  public LocalEndpoints(Map<String, ServingContainer> endpoints) {
    this.endpoints = new TreeMap<>(endpoints);
  }

  public Optional<ServingContainer> named(String endpoint) {
    return Optional.ofNullable(endpoints.get(endpoint));
  }
}
