package io.github.issuetagger.sandbox.state;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes parts of addresses. */
public final class UrlEncoding {
  private UrlEncoding() {}

  /** The text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
