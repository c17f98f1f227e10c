package io.github.issuetagger.commands;

/** What somebody's word on an issue weighs, least first. */
enum CommandPermission {
  /** Neither opened the issue nor may label it. */
  OTHER,
  /** Opened the issue. */
  AUTHOR,
  /** May label issues: has the role {@code triage} or more. */
  MAINTAINER
}
