package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the App writes to GitHub. A dry run is another implementation of this interface. */
public interface IssueWriter {
  /**
   * Adds labels and leaves the others alone. Never creates a label: names that are not in the
   * repository's catalog at this moment are left out.
   *
   * @return the names that were added, as the repository spells them; empty in a dry run
   */
  List<String> addLabels(RepositoryRef repository, int number, List<String> names);

  /**
   * Takes one label off and leaves the others alone.
   *
   * @return whether it was there and is gone now; false in a dry run
   */
  boolean removeLabel(RepositoryRef repository, int number, String name);

  /**
   * Reacts to a comment; once, however often it is asked to.
   *
   * @return false when the comment is gone
   */
  boolean react(RepositoryRef repository, int number, long commentId, Reaction reaction);

  /**
   * Writes the App's one comment on an issue: edits the known one, else the one that carries the
   * marker and is by the App itself, else posts a new one.
   *
   * @param knownId the comment's id from an earlier run
   * @param marker the hidden text by which the comment is found again; part of the body
   * @return the comment's id, empty when nothing was written (a dry run)
   */
  OptionalLong putComment(
      RepositoryRef repository, int number, OptionalLong knownId, String marker, String body);

  /**
   * Opens an issue. Where there is one already, open or closed, that carries the marker and is by
   * the App itself, that one is left as it is and stands for the new one.
   *
   * @param marker the hidden text by which the issue is found again; part of the body
   * @return the issue's number, empty when nothing was written (a dry run)
   */
  OptionalInt openIssue(RepositoryRef repository, String marker, String title, String body);
}
