package dev.vitrine.local.s3;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The answer to a client that expects a 100 (Continue), as AWS' SDKs do: it is written when the
 * client has had its 100 and has begun to send. Without a 100 the SDK on Java's own client ({@link
 * java.net.HttpURLConnection}) knows the status of a refusal and not its code. With a 100 and the
 * refusal in one packet that client loses the refusal, and waits for it until the connection ends.
 * An answer without a body leaves when the servlet has ended, which reads the rest first.
 */
final class AnswerAfterBody extends HttpServletResponseWrapper {
  private final LateBody body;
  private final long most;

  /**
   * @param most bytes of the body that are read before the answer
   */
  AnswerAfterBody(HttpServletResponse response, LateBody body, long most) {
    super(response);
    this.body = body;
    this.most = most;
  }

  private void awaitBody() {
    if (!body.isOpen()) {
      body.readRest(most);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    awaitBody();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    awaitBody();
    return super.getWriter();
  }
}
