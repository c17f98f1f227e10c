package io.github.issuetagger.github;

/** GitHub's repository roles, weakest first. */
public enum Role {
  NONE,
  READ,
  TRIAGE,
  WRITE,
  MAINTAIN,
  ADMIN;

  /** Whether this role allows what that one allows. */
  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }
}
