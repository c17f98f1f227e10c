package io.github.issuetagger.github;

/** GitHub's repository roles, weakest first. */
public enum Role {
  NONE,
  READ,
  TRIAGE,
  WRITE,
  MAINTAIN,
  ADMIN
}
