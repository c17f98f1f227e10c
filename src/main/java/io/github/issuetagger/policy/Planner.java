package io.github.issuetagger.policy;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.domain.LabelDecision.Outcome;
import io.github.issuetagger.domain.Plan;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.settings.LabelMode;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a prediction into a plan. A plan can only name labels of the repository, whatever an issue
 * says.
 */
public final class Planner {
  private Planner() {}

  /**
   * Decides about each label of the catalog.
   *
   * @param catalog the repository's labels; scores for other names count only through an alias
   * @param demotions the labels with which the App does less than the settings allow
   */
  public static Plan plan(
      Prediction prediction,
      LabelCatalog catalog,
      RepositorySettings settings,
      IssueLabelState issue,
      Demotions demotions) {
    SkipRule.Context context =
        new SkipRule.Context(catalog, settings, issue, prediction.precision(), demotions);
    Map<String, Double> scores = scores(prediction, settings);
    boolean alreadyLabeled = settings.skipLabelled() && issue.labeledByOthers();
    List<LabelDecision> decisions = new ArrayList<>();
    for (Label label : catalog.labels()) {
      Optional<Double> score = Optional.ofNullable(scores.get(LabelCatalog.key(label.name())));
      decisions.add(
          alreadyLabeled
              ? leave(label, score, settings, "the issue already has labels")
              : decide(label, score, context));
    }
    decisions.sort(Comparator.comparingDouble(LabelDecision::score).reversed());
    return new Plan(atMost(settings.maxLabels() - issue.ours(), decisions));
  }

  /**
   * Returns why the settings skip a label on every issue, in one clause, or empty if they do not.
   */
  public static Optional<String> whyNever(
      String label, LabelCatalog catalog, RepositorySettings settings) {
    return SkipRule.findObjection(
        SkipRule.OF_SETTINGS,
        label,
        new SkipRule.Context(
            catalog, settings, IssueLabelState.UNLABELED, HoldoutPrecision.NONE, Demotions.NONE));
  }

  /** Returns the best score of each label, under its own name or through an alias. */
  private static Map<String, Double> scores(Prediction prediction, RepositorySettings settings) {
    Map<String, Double> best = new HashMap<>();
    for (ScoredLabel scored : prediction.scores()) {
      best.merge(LabelCatalog.key(scored.label()), scored.score(), Math::max);
      settings
          .alias(scored.label())
          .ifPresent(target -> best.merge(LabelCatalog.key(target), scored.score(), Math::max));
    }
    return best;
  }

  private static LabelDecision decide(
      Label label, Optional<Double> score, SkipRule.Context context) {
    RepositorySettings settings = context.settings();
    if (score.isEmpty()) {
      return leave(label, score, settings, "no prediction");
    }
    Optional<String> objection = SkipRule.findObjection(SkipRule.ALL, label.name(), context);
    return objection.isPresent()
        ? leave(label, score, settings, objection.get())
        : compareWithCutoffs(label, score.get(), context);
  }

  private static LabelDecision compareWithCutoffs(
      Label label, double score, SkipRule.Context context) {
    String name = label.name();
    RepositorySettings settings = context.settings();
    Optional<Demotion> demotion = context.demotions().of(name);
    Optional<OutcomeTally> notToApply = demotion.flatMap(Demotion::applied);
    Cutoff apply = Cutoff.toApply(name, settings, context.holdout());
    boolean toApply = settings.mode(name) == LabelMode.APPLY && apply.reachedBy(score);
    if (toApply && notToApply.isEmpty()) {
      return new LabelDecision(name, score, apply.threshold(), Outcome.APPLY, apply.reached());
    }
    Cutoff suggest = Cutoff.toSuggest(name, settings, context.holdout());
    if (!suggest.reachedBy(score)) {
      return new LabelDecision(name, score, suggest.threshold(), Outcome.LEAVE, suggest.missed());
    }
    Optional<OutcomeTally> notToSuggest = demotion.flatMap(Demotion::suggested);
    if (notToSuggest.isPresent()) {
      String reason = Demotion.notSuggested(notToSuggest.get());
      return new LabelDecision(name, score, suggest.threshold(), Outcome.LEAVE, reason);
    }
    return new LabelDecision(
        name,
        score,
        suggest.threshold(),
        Outcome.SUGGEST,
        toApply ? notToApply.map(Demotion::notApplied).orElseThrow() : suggest.reached());
  }

  private static LabelDecision leave(
      Label label, Optional<Double> score, RepositorySettings settings, String reason) {
    double threshold = settings.thresholds(label.name()).suggest();
    return new LabelDecision(label.name(), score.orElse(0.0), threshold, Outcome.LEAVE, reason);
  }

  private static List<LabelDecision> atMost(int limit, List<LabelDecision> bestFirst) {
    List<LabelDecision> kept = new ArrayList<>();
    int used = 0;
    for (LabelDecision decision : bestFirst) {
      if (decision.outcome() == Outcome.LEAVE || used++ < limit) {
        kept.add(decision);
      } else {
        kept.add(
            new LabelDecision(
                decision.label(),
                decision.score(),
                decision.threshold(),
                Outcome.LEAVE,
                "labels with higher scores fill max_labels"));
      }
    }
    return kept;
  }
}
