package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes to GitHub. A dry run uses another implementation of this interface. */
public interface IssueWriter {
  /**
   * Adds labels and keeps the others. Never creates a label: leaves out names that the repository
   * does not have at this moment.
   *
   * @return the names of the added labels, as the repository spells them; empty in a dry run
   */
  List<String> addLabels(RepositoryRef repository, int number, List<String> names);

  /**
   * Removes one label and keeps the others.
   *
   * @return true if the label was removed; false if the issue did not have it, or in a dry run
   */
  boolean removeLabel(RepositoryRef repository, int number, String name);

  /**
   * Reacts to a comment. Repeating the same reaction has no effect.
   *
   * @return false if the comment no longer exists
   */
  boolean react(RepositoryRef repository, int number, long commentId, Reaction reaction);

  /**
   * Creates or updates the App's comment on an issue. Updates the comment with the known ID. If
   * there is none, updates the App's comment that contains the marker. Otherwise posts a new
   * comment.
   *
   * @param knownId the comment's ID from an earlier run
   * @param marker the hidden text that identifies the comment; part of the body
   * @return the comment's ID; empty in a dry run
   */
  OptionalLong putComment(
      RepositoryRef repository, int number, OptionalLong knownId, String marker, String body);

  /**
   * Opens an issue, unless the App has already opened an issue that contains the marker. An
   * existing issue stays unchanged, whether open or closed.
   *
   * @param marker the hidden text that identifies the issue; part of the body
   * @return the number of the new or existing issue; empty in a dry run
   */
  OptionalInt openIssue(RepositoryRef repository, String marker, String title, String body);
}
