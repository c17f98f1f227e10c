package io.github.issuetagger.domain;

import java.util.List;

/**
 * An issue as the API shows it at one moment.
 *
 * @param number its number in the repository
 * @param text title and body
 * @param labels the names of the labels that it carries now
 * @param author the login of who opened it
 * @param authorIsBot whether an App or a bot account opened it
 * @param open whether it is open
 * @param locked whether the conversation is locked
 * @param pullRequest whether it is really a pull request
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
