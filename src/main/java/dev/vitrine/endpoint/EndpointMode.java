package dev.vitrine.endpoint;

/** How an endpoint is called. */
public enum EndpointMode {
  /** It answers in the call. */
  REAL_TIME,

  /** It takes requests from the bucket, puts answers there, and may sleep meanwhile. */
  ASYNCHRONOUS
}
