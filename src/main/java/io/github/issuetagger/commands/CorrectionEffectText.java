package io.github.issuetagger.commands;

import io.github.issuetagger.commands.CommandDependencies.CorrectionEffects;
import io.github.issuetagger.domain.CorrectionEffect;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.text.MarkdownEscaper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Describes in one sentence what corrections of an issue do to near-duplicates of the issue. */
final class CorrectionEffectText {
  /** Replaces an unknown score. The direction of the effect is the same for any score. */
  private static final double ANY_SCORE = 0.5;

  private final CorrectionEffects effects;

  CorrectionEffectText(CorrectionEffects effects) {
    this.effects = effects;
  }

  /** A label's name as Markdown, and its scores if they are known. */
  private record Effect(String label, String numbers) {}

  /**
   * Returns the sentence as Markdown, or nothing if the corrections change no score.
   *
   * @param labels the labels that the command corrected
   * @param belong whether the labels belong to the issue
   * @param scores the known scores before any correction, by label key
   */
  String sentence(
      CommandContext context,
      Collection<String> labels,
      boolean belong,
      Map<String, Double> scores) {
    List<Effect> each = new ArrayList<>();
    for (String label : labels) {
      Double score = scores.get(LabelCatalog.key(label));
      effects
          .predict(
              CorrectionRecorder.annotation(context, label, belong),
              score == null ? ANY_SCORE : score)
          .ifPresent(
              effect ->
                  each.add(
                      new Effect(
                          MarkdownEscaper.code(label), score == null ? "" : numbers(effect))));
    }
    return each.isEmpty() ? "" : sentence(each, belong ? "higher" : "lower");
  }

  /**
   * Returns the two scores, or nothing if they may be wrong because other corrections came after
   * the score was stored.
   */
  private static String numbers(CorrectionEffect effect) {
    String before = AnswerRenderer.number(effect.before());
    String after = AnswerRenderer.number(effect.after());
    return effect.alone() && !before.equals(after)
        ? "about " + after + " instead of " + before
        : "";
  }

  private static String sentence(List<Effect> each, String direction) {
    Effect first = each.get(0);
    if (each.size() == 1) {
      return first.numbers().isEmpty()
          ? "Issues that are nearly the same will score %s %s from now on."
              .formatted(first.label(), direction)
          : "Issues that are nearly the same will now score %s %s: %s."
              .formatted(first.label(), direction, first.numbers());
    }
    List<String> labels =
        each.stream()
            .map(
                one ->
                    one.numbers().isEmpty()
                        ? one.label()
                        : one.label() + " (" + one.numbers() + ")")
            .toList();
    return "Issues that are nearly the same will now score these labels %s: %s."
        .formatted(direction, String.join(", ", labels));
  }
}
