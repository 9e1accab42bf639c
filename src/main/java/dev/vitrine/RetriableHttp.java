package dev.vitrine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * An HTTP client whose connection errors are all {@link IOException}s: the SDK repeats the call,
 * and in the end throws an {@code SdkException}, which is what the adapters expect. The SDK's
 * client on {@link java.net.HttpURLConnection} throws {@link UncheckedIOException} when a
 * connection breaks while a request's body is sent.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/pull/2891">The SDK's discussion of it</a>
 */
public final class RetriableHttp implements SdkHttpClient {
  private final SdkHttpClient client;

  RetriableHttp(SdkHttpClient client) {
    this.client = client;
  }

  /**
   * {@return a client for all services} It waits for an answer for 70 s: SageMaker answers within
   * 60 s or not at all, and nothing else takes nearly as long.
   */
  public static SdkHttpClient through(ProxyConfiguration proxies) {
    return new RetriableHttp(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(70))
            .proxyConfiguration(proxies)
            .build());
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try {
          return prepared.call();
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
