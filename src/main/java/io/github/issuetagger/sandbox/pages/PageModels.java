package io.github.issuetagger.sandbox.pages;

import gg.jte.Content;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxLabel;
import io.github.issuetagger.sandbox.state.SandboxUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The models of the pages. Public because the compiled templates are in another package. */
public final class PageModels {
  private PageModels() {}

  /**
   * The list of a repository's issues.
   *
   * @param issues newest first
   * @param seen a hash that changes when the list looks different
   */
  public record IssueList(
      String repository, String description, List<SandboxIssue> issues, String seen) {}

  /**
   * One issue.
   *
   * @param opening the rendered body of the issue
   * @param thread comments and labels, oldest first
   * @param addable the repository's labels that the issue does not have
   * @param seen a hash that changes when the issue looks different
   */
  public record IssueThread(
      String repository,
      SandboxIssue issue,
      Content opening,
      List<Item> thread,
      List<SandboxLabel> addable,
      String seen) {
    /** Returns the issue's path on this site. */
    public String path() {
      return "/" + repository + "/issues/" + issue.number();
    }
  }

  /**
   * An entry of the thread: a comment or an event.
   *
   * @param comment the rendered comment; empty for an event
   * @param verb what the author did, in words
   * @param label the label that was added or removed
   * @param reactions the emoji with which the App answered a comment
   */
  public record Item(
      long id,
      SandboxUser author,
      Instant at,
      Optional<Content> comment,
      String verb,
      Optional<SandboxLabel> label,
      String reactions) {}

  /**
   * The webhooks that were sent.
   *
   * @param attempts newest first
   * @param seen a hash that changes when the log looks different
   */
  public record HookLog(List<DeliveryAttempt> attempts, String seen) {}
}
