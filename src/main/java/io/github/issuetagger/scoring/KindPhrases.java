package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.text.LabelKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the turns of phrase by which reports, requests and questions are known. They are counted
 * in what was written, template and all: which template somebody chose says what they came for.
 */
final class KindPhrases {
  private static final int READ = 8_000;

  private static final Map<LabelKind, List<String>> PHRASES =
      Map.of(
          LabelKind.BUG,
          List.of(
              "actual",
              "broken",
              "bug",
              "can't",
              "cannot",
              "crash",
              "describe the bug",
              "doesn't work",
              "error",
              "exception",
              "expected behavior",
              "fail",
              "not work",
              "panic",
              "regression",
              "repro",
              "segfault",
              "steps to reproduce",
              "to reproduce",
              "traceback",
              "unexpected",
              "wrong"),
          LabelKind.FEATURE,
          List.of(
              "ability",
              "add ",
              "allow",
              "alternatives",
              "describe the solution",
              "enhancement",
              "feature request",
              "implement",
              "improve",
              "is your feature",
              "missing",
              "motivation",
              "option to",
              "proposal",
              "provide",
              "should be able",
              "suggest",
              "support for",
              "would be great",
              "would be nice"),
          LabelKind.QUESTION,
          List.of(
              "?",
              "help",
              "how can",
              "how do i",
              "how to",
              "is it possible",
              "question",
              "usage",
              "what is",
              "why "),
          LabelKind.DOCS,
          List.of(
              "doc ",
              "docs",
              "docstring",
              "documentation",
              "example",
              "explain",
              "guide",
              "readme",
              "tutorial",
              "typo"));

  private KindPhrases() {}

  /** How many of the kind's phrases the title holds. */
  static double inTitle(LabelKind kind, IssueText raw) {
    return count(kind, " " + raw.title() + " ");
  }

  /** How many of the kind's phrases the body holds, on a logarithmic scale. */
  static double inBody(LabelKind kind, IssueText raw) {
    String body = raw.body();
    return Math.log1p(count(kind, body.substring(0, Math.min(body.length(), READ))));
  }

  private static int count(LabelKind kind, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return (int) PHRASES.getOrDefault(kind, List.of()).stream().filter(lower::contains).count();
  }
}
