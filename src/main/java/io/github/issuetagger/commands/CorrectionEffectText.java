package io.github.issuetagger.commands;

import io.github.issuetagger.domain.CorrectionEffect;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.feedback.CorrectionEffects;
import io.github.issuetagger.text.MarkdownEscaper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Tells in one sentence what corrections of an issue do to issues that are nearly the same. */
final class CorrectionEffectText {
  /** Stands in for a score that is not known, which does not change the direction. */
  private static final double ANY_SCORE = 0.5;

  private final CorrectionEffects effects;

  CorrectionEffectText(CorrectionEffects effects) {
    this.effects = effects;
  }

  /** What is told of one label: its name as Markdown and its scores, if those can be told. */
  private record Told(String label, String numbers) {}

  /**
   * Returns the sentence as Markdown, or nothing if the corrections change no score.
   *
   * @param labels the labels that the command corrected
   * @param belong whether they belong to the issue
   * @param scores what the labels scored before anybody corrected them, by their keys, as far as
   *     that is known
   */
  String sentence(
      CommandContext scene, Collection<String> labels, boolean belong, Map<String, Double> scores) {
    List<Told> told = new ArrayList<>();
    for (String label : labels) {
      Double score = scores.get(LabelCatalog.key(label));
      effects
          .of(CorrectionRecorder.example(scene, label, belong), score == null ? ANY_SCORE : score)
          .ifPresent(
              effect ->
                  told.add(
                      new Told(MarkdownEscaper.code(label), score == null ? "" : numbers(effect))));
    }
    return told.isEmpty() ? "" : sentence(told, belong ? "higher" : "lower");
  }

  /**
   * The two scores, or nothing if they are not the whole truth: other corrections may have come
   * after the score was stored.
   */
  private static String numbers(CorrectionEffect effect) {
    String before = AnswerRenderer.number(effect.before());
    String after = AnswerRenderer.number(effect.after());
    return effect.alone() && !before.equals(after)
        ? "about " + after + " instead of " + before
        : "";
  }

  private static String sentence(List<Told> told, String direction) {
    Told first = told.get(0);
    if (told.size() == 1) {
      return first.numbers().isEmpty()
          ? "Issues that are nearly the same will score %s %s from now on."
              .formatted(first.label(), direction)
          : "Issues that are nearly the same will now score %s %s: %s."
              .formatted(first.label(), direction, first.numbers());
    }
    List<String> each =
        told.stream()
            .map(
                one ->
                    one.numbers().isEmpty()
                        ? one.label()
                        : one.label() + " (" + one.numbers() + ")")
            .toList();
    return "Issues that are nearly the same will now score these labels %s: %s."
        .formatted(direction, String.join(", ", each));
  }
}
