package io.github.issuetagger.text;

import io.github.issuetagger.domain.IssueText;
import java.nio.charset.StandardCharsets;

/** Tells whether a text is the one that was seen before, without keeping it. */
public final class TextHash {
  private TextHash() {}

  /** SHA-256, in lower-case hex, of what a model sees of the issue. */
  public static String of(IssueText text) {
    IssueText clean = IssueCleaner.clean(text);
    return Sha256.of((clean.title() + "\n" + clean.body()).getBytes(StandardCharsets.UTF_8));
  }
}
