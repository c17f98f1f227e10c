package io.github.issuetagger.sandbox.pages;

import gg.jte.Content;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxLabel;
import io.github.issuetagger.sandbox.state.SandboxUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the pages show. Public because the compiled templates live in another package. */
public final class PageModels {
  private PageModels() {}

  /**
   * The list of a repository's issues.
   *
   * @param issues newest first
   * @param seen changes whenever the list looks different
   */
  public record IssueList(
      String repository, String description, List<SandboxIssue> issues, String seen) {}

  /**
   * One issue.
   *
   * @param opening the issue's own text
   * @param thread comments and labels, oldest first
   * @param addable the repository's labels that the issue does not carry
   * @param seen changes whenever the issue looks different
   */
  public record IssueThread(
      String repository,
      SandboxIssue issue,
      Content opening,
      List<Item> thread,
      List<SandboxLabel> addable,
      String seen) {
    /** The issue's address on this site. */
    public String path() {
      return "/" + repository + "/issues/" + issue.number();
    }
  }

  /**
   * A line of the thread: a comment, or something that happened.
   *
   * @param comment the rendered comment, empty for what happened
   * @param verb what the author did
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
   * @param seen changes whenever the log looks different
   */
  public record HookLog(List<DeliveryAttempt> attempts, String seen) {}
}
