package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.CorrectionEffects;
import io.github.issuetagger.feedback.Examples;
import io.github.issuetagger.feedback.Explainer;
import io.github.issuetagger.triage.IssueDesk;
import io.github.issuetagger.triage.TriageParts;

/**
 * What commands work with.
 *
 * @param triage GitHub, the store and the time
 * @param desk what triage does for them
 * @param examples where people's words go
 * @param explainer tells why
 * @param effects tells what corrections do
 */
public record CommandParts(
    TriageParts triage,
    IssueDesk desk,
    Examples examples,
    Explainer explainer,
    CorrectionEffects effects) {
  /** The same as triage works with. */
  public static CommandParts of(
      TriageParts triage, Examples examples, Explainer explainer, CorrectionEffects effects) {
    return new CommandParts(triage, new IssueDesk(triage), examples, explainer, effects);
  }
}
