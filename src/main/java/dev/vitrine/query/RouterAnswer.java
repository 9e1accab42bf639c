package dev.vitrine.query;

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

/** Puts an answer together from the pieces the server writes. */
final class RouterAnswer implements VirtualResponseHandler {
  private final CompletableFuture<Router.Answer> whole = new CompletableFuture<>();
  private final Map<String, List<String>> headers = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;

  CompletableFuture<Router.Answer> whole() {
    return whole;
  }

  @Override
  public void handleMessage(Object message) {
    try {
      if (message instanceof HttpResponse response) {
        status = response.status().code();
        for (Map.Entry<String, String> header : response.headers()) {
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
        whole.complete(new Router.Answer(status, headers, body.toByteArray()));
      }
    } catch (IOException | RuntimeException e) {
      whole.completeExceptionally(e);
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
    whole.completeExceptionally(new IOException("the server closed before it had answered"));
  }
}
