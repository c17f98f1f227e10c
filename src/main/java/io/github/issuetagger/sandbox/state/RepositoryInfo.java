package io.github.issuetagger.sandbox.state;

import java.time.Instant;

/** A repository's data at one moment. */
public record RepositoryInfo(
    long id,
    SandboxUser owner,
    String name,
    String description,
    Instant createdAt,
    int openIssues) {
  public String fullName() {
    return owner.login() + "/" + name;
  }
}
