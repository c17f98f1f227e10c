package io.github.issuetagger.commands;

import io.github.issuetagger.domain.CorrectionEffect;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.TriageService;
import java.time.Clock;
import java.util.Optional;

/**
 * What commands work with.
 *
 * @param reader reads from GitHub
 * @param store what triage and commands remember
 * @param triage triages issues and selects the writer
 * @param annotations records what people say about labels
 * @param explainer explains predictions
 * @param effects predicts the effects of corrections
 * @param clock the time
 */
public record CommandDependencies(
    IssueReader reader,
    TriageStore store,
    TriageService triage,
    AnnotationRecorder annotations,
    OcclusionExplainer explainer,
    CorrectionEffects effects,
    Clock clock) {
  /** Predicts what a correction does to near-duplicates of its issue. */
  @FunctionalInterface
  public interface CorrectionEffects {
    /**
     * Returns the effect of a correction. Empty if it changes nothing, because a source with more
     * weight decided about the same label and issue, or because corrections of other issues have
     * the same effect already.
     *
     * @param correction the correction, which is stored already
     * @param score the label's score on the issue without corrections, 0–1
     */
    Optional<CorrectionEffect> predict(LabelAnnotation correction, double score);
  }
}
