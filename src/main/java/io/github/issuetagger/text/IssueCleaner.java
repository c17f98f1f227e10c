package io.github.issuetagger.text;

import io.github.issuetagger.domain.IssueText;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes from an issue what its template, tools and mailers wrote, so that a model sees what a
 * person wrote. {@code docs/text-cleaning.md} documents the rules. Every implementation must pass
 * the test vectors in {@code src/test/resources/text-cleaning.jsonl}.
 *
 * <p>Every step is one pass without backtracking, so the time is linear even for hostile text.
 */
public final class IssueCleaner {
  /** The maximum number of characters of a raw body that are read. */
  public static final int RAW_LIMIT = 40_000;

  /** The maximum length of a cleaned body, about 500 tokens. */
  public static final int BODY_LIMIT = 2_000;

  /** The maximum length of a cleaned title. GitHub allows 256 characters. */
  public static final int TITLE_LIMIT = 256;

  /** The maximum number of characters of a line that are read. */
  static final int LINE_LIMIT = 2_000;

  private IssueCleaner() {}

  /** Returns the issue without boilerplate. Cuts title and body at a word. */
  public static IssueText clean(IssueText text) {
    return new IssueText(title(text.title()), body(text.body()));
  }

  private static String title(String title) {
    return TextShortener.cut(
        InlineMarkdown.plain(TextShortener.head(title, LINE_LIMIT)), TITLE_LIMIT);
  }

  private static String body(String body) {
    BodyScanner scanner = new BodyScanner();
    for (String line : lines(TextShortener.head(body, RAW_LIMIT))) {
      if (!scanner.accept(TextShortener.head(line, LINE_LIMIT))) {
        break;
      }
    }
    return TextShortener.cut(String.join("\n", scanner.finish()), BODY_LIMIT);
  }

  private static List<String> lines(String body) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.add(body.substring(start, i));
        start = i + 1;
      }
    }
    lines.add(body.substring(start));
    return lines;
  }
}
