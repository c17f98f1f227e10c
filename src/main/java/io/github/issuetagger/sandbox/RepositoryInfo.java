package io.github.issuetagger.sandbox;

import java.time.Instant;

/** What identifies a repository, at one moment. */
record RepositoryInfo(
    long id,
    SandboxUser owner,
    String name,
    String description,
    Instant createdAt,
    int openIssues) {
  String fullName() {
    return owner.login() + "/" + name;
  }
}
