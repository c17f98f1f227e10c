package io.github.issuetagger.commands;

import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.CorrectionEffects;
import io.github.issuetagger.feedback.Explainer;
import io.github.issuetagger.triage.TriageDependencies;
import io.github.issuetagger.triage.TriageService;

/**
 * What commands work with.
 *
 * @param triage GitHub, the store and the time
 * @param desk what triage does for them
 * @param examples where people's words go
 * @param explainer tells why
 * @param effects tells what corrections do
 */
public record CommandDependencies(
    TriageDependencies triage,
    TriageService desk,
    AnnotationRecorder examples,
    Explainer explainer,
    CorrectionEffects effects) {
  /** The same as triage works with. */
  public static CommandDependencies of(
      TriageDependencies triage,
      AnnotationRecorder examples,
      Explainer explainer,
      CorrectionEffects effects) {
    return new CommandDependencies(triage, new TriageService(triage), examples, explainer, effects);
  }
}
