package io.github.issuetagger;

import io.github.issuetagger.delivery.FailureClassifier;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.triage.IssueBusyException;

/** What the App's own failures mean for a delivery. What nobody foresaw is tried again. */
final class AppFailureClassifier implements FailureClassifier {
  @Override
  public Verdict sort(Exception failure) {
    if (failure instanceof IssueBusyException busy) {
      return new Verdict.RetryAt(busy.retryAt());
    }
    if (failure instanceof GitHubException github) {
      return switch (github.kind()) {
        case REFUSED -> new Verdict.Never();
        case UNAVAILABLE -> new Verdict.RetryLater();
        case RATE_LIMITED ->
            github.retryAt().<Verdict>map(Verdict.RetryAt::new).orElseGet(Verdict.RetryLater::new);
      };
    }
    return new Verdict.RetryLater();
  }
}
