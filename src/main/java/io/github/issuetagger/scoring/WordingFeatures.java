package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.text.LabelKind;
import io.github.issuetagger.text.LabelKindClassifier;
import io.github.issuetagger.text.LabelNameWords;
import io.github.issuetagger.text.WordOverlap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures what an issue's wording says about a label: shared words, and phrases that are typical
 * of bug reports, feature requests and questions. Counts the phrases in the raw text, including the
 * template, because the chosen template indicates the kind.
 */
final class WordingFeatures {
  private static final int MAX_BODY = 8_000;

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

  private final Set<String> titleWords;
  private final Set<String> bodyWords;
  private final Map<String, Double> cues = new HashMap<>();

  /**
   * Counts words and phrases of an issue.
   *
   * @param kinds the issue's similarity to each of {@link LabelKind#CUED}
   * @param types by the feature's name, what a trained classifier says about the issue's type
   */
  WordingFeatures(IssueFeatures issue, double[] kinds, Map<String, Double> types) {
    this.titleWords = WordOverlap.words(issue.clean().title());
    this.bodyWords = WordOverlap.words(issue.clean().body());
    cues.putAll(types);
    for (int i = 0; i < kinds.length; i++) {
      LabelKind kind = LabelKind.CUED.get(i);
      String name = kind.id();
      cues.put("title." + name, (double) count(kind, " " + issue.raw().title() + " "));
      cues.put("body." + name, countInBody(kind, issue.raw().body()));
      cues.put("near." + name, kinds[i]);
    }
  }

  /** Returns how many of the kind's phrases the body has, on a logarithmic scale. */
  private static double countInBody(LabelKind kind, String body) {
    return Math.log1p(count(kind, body.substring(0, Math.min(body.length(), MAX_BODY))));
  }

  private static int count(LabelKind kind, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return (int) PHRASES.getOrDefault(kind, List.of()).stream().filter(lower::contains).count();
  }

  /** Returns the features of a label, in a map that callers may add to. */
  Map<String, Double> of(Label label) {
    LabelNameWords words = LabelNameWords.of(label.name());
    LabelKind kind = LabelKindClassifier.of(label);
    Set<String> name = new HashSet<>(WordOverlap.words(words.phrase()));
    Set<String> spelledOut = WordOverlap.words(words.spelledOut());
    Set<String> description = WordOverlap.words(label.description());
    Map<String, Double> features = new HashMap<>();
    features.put(
        "words.title",
        Math.max(WordOverlap.share(name, titleWords), WordOverlap.share(spelledOut, titleWords)));
    features.put(
        "words.body",
        Math.max(WordOverlap.share(name, bodyWords), WordOverlap.share(spelledOut, bodyWords)));
    features.put("words.description", WordOverlap.share(description, titleWords));
    features.put("is." + kind.id(), 1.0);
    if (kind != LabelKind.TOPIC && LabelKindClassifier.qualified(label)) {
      features.put("qualified", 1.0);
    }
    if (LabelKind.CUED.contains(kind)) {
      cues.forEach((cue, value) -> features.put(kind.id() + "|" + cue, value));
    }
    return features;
  }
}
