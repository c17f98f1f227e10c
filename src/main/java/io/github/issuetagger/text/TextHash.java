package io.github.issuetagger.text;

import io.github.issuetagger.domain.IssueText;
import java.nio.charset.StandardCharsets;

/** Hashes issue texts, so that a changed text is noticed without storing it. */
public final class TextHash {
  private TextHash() {}

  /** Returns the SHA-256 of the cleaned issue in lower-case hex. */
  public static String of(IssueText text) {
    IssueText clean = IssueCleaner.clean(text);
    return Sha256.of((clean.title() + "\n" + clean.body()).getBytes(StandardCharsets.UTF_8));
  }
}
