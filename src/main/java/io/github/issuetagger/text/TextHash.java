package io.github.issuetagger.text;

import io.github.issuetagger.domain.IssueText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether a text is the one that was seen before, without keeping it. */
public final class TextHash {
  private TextHash() {}

  /** SHA-256, in lower-case hex, of what a model sees of the issue. */
  public static String of(IssueText text) {
    IssueText clean = IssueCleaner.clean(text);
    try {
      byte[] bytes = (clean.title() + "\n" + clean.body()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
