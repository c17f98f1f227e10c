package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunAction.Status;
import io.github.issuetagger.store.TriageStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the App's comment up to date after people had their say, without a new prediction. */
final class CommentRefresher {
  private static final Logger LOG = LoggerFactory.getLogger(CommentRefresher.class);

  private final TriageStore store;
  private final CommentRenderer renderer;

  CommentRefresher(TriageStore store, CommentRenderer renderer) {
    this.store = store;
    this.renderer = renderer;
  }

  /**
   * Writes anew what the comment says, if there is one.
   *
   * @param onIssue the labels that the issue carries now
   */
  void refresh(
      RepositoryRef repository,
      int issue,
      Collection<String> onIssue,
      EffectiveSettings settings,
      IssueWriter writer) {
    OptionalLong comment = store.comments().find(repository.id(), issue);
    Optional<Run> run = store.runs().latestPlanned(repository.id(), issue);
    if (comment.isEmpty() || run.isEmpty()) {
      return;
    }
    Set<String> wanted = store.overrides().wanted(repository, issue);
    Run.Basis basis = run.get().basis().orElseThrow();
    String body =
        renderer.render(
            new CommentRenderer.Content(
                run.get().id(),
                labels(repository, issue, run.get(), keys(onIssue)),
                wanted,
                basis.scorer(),
                basis.bundle(),
                settings
                    .broken()
                    .filter(
                        broken ->
                            store.settings().claimNotice(repository.id(), broken.sha(), issue)),
                settings.settings().commands()));
    try {
      writer.putComment(repository, issue, comment, CommentRenderer.MARKER, body);
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      LOG.info("GitHub refused to change the comment: {}", e.getMessage());
    }
  }

  /** What the App put there and is there still, and what it suggests and nobody refused. */
  private List<RunAction> labels(
      RepositoryRef repository, int issue, Run run, Set<String> onIssue) {
    Set<String> refused = store.overrides().refused(repository, issue);
    List<RunAction> rows = new ArrayList<>();
    for (RunAction action : store.runs().applied(repository.id(), issue)) {
      String key = LabelCatalog.key(action.label());
      if (onIssue.contains(key) && rows.stream().noneMatch(row -> same(row, key))) {
        rows.add(action);
      }
    }
    for (RunAction action : store.runs().actions(run.id())) {
      String key = LabelCatalog.key(action.label());
      if (action.kind() == Kind.SUGGEST
          && action.status() == Status.DONE
          && !refused.contains(key)
          && rows.stream().noneMatch(row -> same(row, key))) {
        rows.add(action);
      }
    }
    return rows;
  }

  private static boolean same(RunAction row, String key) {
    return LabelCatalog.key(row.label()).equals(key);
  }

  private static Set<String> keys(Collection<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
  }
}
