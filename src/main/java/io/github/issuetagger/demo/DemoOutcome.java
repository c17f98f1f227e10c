package io.github.issuetagger.demo;

import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import java.time.Duration;
import java.util.Optional;

/**
 * How the App handled one issue of the demo.
 *
 * @param finished whether the App finished in time
 * @param took from the webhook to the App's last write; empty if the App wrote nothing
 */
public record DemoOutcome(SandboxIssue issue, boolean finished, Optional<Duration> took) {
  /** Returns the App's comment. */
  public Optional<SandboxComment> comment() {
    return issue.comments().stream().filter(SandboxComment::viaApp).findFirst();
  }
}
