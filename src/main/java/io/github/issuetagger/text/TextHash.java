package io.github.issuetagger.text;

import io.github.issuetagger.domain.IssueText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes issue texts, so that a changed text is noticed without storing it. */
public final class TextHash {
  private TextHash() {}

  /** Returns the SHA-256 of the cleaned issue in lower-case hex. */
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
