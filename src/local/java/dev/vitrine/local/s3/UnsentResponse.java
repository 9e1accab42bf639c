package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Keeps to itself what a head would tell the client; nothing of it reaches the response. */
final class UnsentResponse extends HttpServletResponseWrapper {
  UnsentResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int status) {}

  @Override
  public void setHeader(String name, String value) {}

  @Override
  public void addHeader(String name, String value) {}

  @Override
  public void setDateHeader(String name, long date) {}

  @Override
  public void addDateHeader(String name, long date) {}

  @Override
  public void setIntHeader(String name, int value) {}

  @Override
  public void addIntHeader(String name, int value) {}

  @Override
  public void setContentType(String type) {}

  @Override
  public void setCharacterEncoding(String encoding) {}

  @Override
  public void setContentLength(int length) {}

  @Override
  public void setContentLengthLong(long length) {}
}
