package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.text.LabelKind;
import io.github.issuetagger.text.LabelKindClassifier;
import io.github.issuetagger.text.LabelNameWords;
import io.github.issuetagger.text.WordOverlap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What an issue's wording says for or against a label: shared words, and cues of its kind. */
final class WordingFeatures {
  private final Set<String> titleWords;
  private final Set<String> bodyWords;
  private final Map<String, Double> cues = new HashMap<>();

  /**
   * Reads the issue.
   *
   * @param kinds the issue's nearness to each of {@link SimilarityFeatures#CUED}
   * @param types what a trained classifier says of the issue's type, by the cue's name
   */
  WordingFeatures(IssueFeatures issue, double[] kinds, Map<String, Double> types) {
    this.titleWords = WordOverlap.words(issue.clean().title());
    this.bodyWords = WordOverlap.words(issue.clean().body());
    cues.putAll(types);
    for (int i = 0; i < kinds.length; i++) {
      LabelKind kind = SimilarityFeatures.CUED.get(i);
      String name = kind.id();
      cues.put("title." + name, KindPhrases.inTitle(kind, issue.raw()));
      cues.put("body." + name, KindPhrases.inBody(kind, issue.raw()));
      cues.put("near." + name, kinds[i]);
    }
  }

  /** The features of one label, in a map that may be added to. */
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
    if (SimilarityFeatures.CUED.contains(kind)) {
      cues.forEach((cue, value) -> features.put(kind.id() + "|" + cue, value));
    }
    return features;
  }
}
