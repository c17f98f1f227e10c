package io.github.issuetagger;

import io.github.issuetagger.delivery.FailureClassifier;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.triage.IssueBusyException;

/** Decides what to do after a failure of the App. Retries unexpected failures. */
final class AppFailureClassifier implements FailureClassifier {
  @Override
  public Verdict classify(Exception failure) {
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
