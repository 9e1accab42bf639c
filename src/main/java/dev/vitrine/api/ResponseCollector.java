package dev.vitrine.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Collects the parts of a response as the server writes them. */
final class ResponseCollector implements VirtualResponseHandler {
  private final CompletableFuture<Router.ApiResponse> response = new CompletableFuture<>();
  private final Map<String, List<String>> headers = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;

  /** {@return the response, once its last part is written} */
  CompletableFuture<Router.ApiResponse> response() {
    return response;
  }

  @Override
  public void handleMessage(Object message) {
    try {
      if (message instanceof HttpResponse head) {
        status = head.status().code();
        for (Map.Entry<String, String> header : head.headers()) {
          headers
              .computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
              .add(header.getValue());
        }
      }
      if (message instanceof HttpContent content) {
        add(content.content());
      }
      if (message instanceof FileRegion file) {
        add(file);
      }
      if (message instanceof LastHttpContent) {
        response.complete(new Router.ApiResponse(status, headers, body.toByteArray()));
      }
    } catch (IOException | RuntimeException e) {
      response.completeExceptionally(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void add(ByteBuf bytes) throws IOException {
    bytes.readBytes(body, bytes.readableBytes());
  }

  private void add(FileRegion file) throws IOException {
    WritableByteChannel to = Channels.newChannel(body);
    while (file.transferred() < file.count()) {
      file.transferTo(to, file.transferred());
    }
  }

  @Override
  public void close() {
    response.completeExceptionally(
        new IOException("the server closed the connection before the response was complete"));
  }
}
