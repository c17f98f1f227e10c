package io.github.issuetagger.text;

import io.github.issuetagger.domain.IssueText;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of an issue what its template, its tools and its mailer wrote, so that a model sees
 * what a person said. The rules are written down in {@code docs/text-cleaning.md}; the vectors in
 * {@code src/test/resources/text-cleaning.jsonl} hold any other implementation to the same result.
 *
 * <p>Every step is one pass without backtracking, so time is linear in the text however hostile.
 */
public final class IssueCleaner {
  /** The most characters of a raw body that are read. */
  public static final int RAW_LIMIT = 40_000;

  /** The most characters of a clean body; about 500 tokens. */
  public static final int BODY_LIMIT = 2_000;

  /** The most characters of a clean title; GitHub itself allows 256. */
  public static final int TITLE_LIMIT = 256;

  /** The most characters of one line that are read. */
  static final int LINE_LIMIT = 2_000;

  private IssueCleaner() {}

  /** The same issue without boilerplate; title and body are each cut at a word. */
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
