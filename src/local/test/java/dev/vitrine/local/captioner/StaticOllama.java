package dev.vitrine.local.captioner;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Ollamas for tests of the whole application, which must know the address before it starts. They
 * look at no picture; {@link OllamaCaptionerTest} says what of Ollama's documentation they follow.
 */
public final class StaticOllama {
  private static final JsonMapper JSON = new JsonMapper();

  private StaticOllama() {}

  /** {@return the address of a new Ollama that says the same of every picture} */
  public static String saying(String caption, String... words) {
    try {
      String content = JSON.writeValueAsString(Map.of("caption", caption, "words", List.of(words)));
      byte[] answer = JSON.writeValueAsBytes(Map.of("message", Map.of("content", content)));
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      server.setExecutor(
          Executors.newCachedThreadPool(
              work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
              }));
      server.createContext(
          "/api/chat",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start(); // ends with the process, as the application under test does
      return "127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
