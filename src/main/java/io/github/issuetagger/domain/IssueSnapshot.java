package io.github.issuetagger.domain;

import java.util.List;

/**
 * An issue as GitHub's API returned it at one time.
 *
 * @param number the issue's number in the repository
 * @param text title and body
 * @param labels the names of the issue's labels
 * @param author the login of the author
 * @param authorIsBot whether the author is an App or a bot account
 * @param open whether the issue is open
 * @param locked whether the conversation is locked
 * @param pullRequest whether the issue is a pull request
 */
public record IssueSnapshot(
    int number,
    IssueText text,
    List<String> labels,
    String author,
    boolean authorIsBot,
    boolean open,
    boolean locked,
    boolean pullRequest) {
  public IssueSnapshot {
    labels = List.copyOf(labels);
  }
}
