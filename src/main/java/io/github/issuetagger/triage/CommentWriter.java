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
import io.github.issuetagger.triage.CommentRenderer.Content;
import io.github.issuetagger.triage.EffectiveSettings.Broken;
import io.github.issuetagger.triage.TriageVerdict.Proposed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the App's one comment on an issue up to date. Creates the comment when there is a label to
 * report, and updates an existing comment when nothing is left to report.
 */
final class CommentWriter {
  static final String DONE = "done";
  static final String NOTHING = "nothing to say";

  private static final Logger LOG = LoggerFactory.getLogger(CommentWriter.class);

  private final TriageStore store;
  private final CommentRenderer renderer = new CommentRenderer();
  private final Clock clock;

  CommentWriter(TriageStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Writes the comment of a run if there is a reason to. Returns the outcome in one clause. */
  String write(
      TriageContext context,
      Proposed proposed,
      List<RunAction> applied,
      List<RunAction> suggestions) {
    OptionalLong known = store.comments().find(context.repositoryId(), context.number());
    List<RunAction> labels = Stream.concat(applied.stream(), suggestions.stream()).toList();
    if (labels.isEmpty() && known.isEmpty()) {
      return context.dryRun() ? PlanExecutor.DRY_RUN : NOTHING;
    }
    Optional<Broken> notice = notice(context);
    try {
      OptionalLong written =
          context
              .writer()
              .putComment(
                  context.repository(),
                  context.number(),
                  known,
                  CommentRenderer.MARKER,
                  body(context, proposed, labels, notice));
      if (written.isEmpty()) {
        return note(context, suggestions, Optional.of(PlanExecutor.DRY_RUN));
      }
      store.comments().save(context.repositoryId(), context.number(), written.getAsLong());
      return note(context, suggestions, Optional.empty());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      // For example on a locked conversation. Keeps the labels, and does not retry.
      notice.ifPresent(
          broken -> store.settings().withdrawNotice(context.repositoryId(), broken.sha()));
      return note(context, suggestions, Optional.of("GitHub refused the comment"));
    }
  }

  private String body(
      TriageContext context, Proposed proposed, List<RunAction> labels, Optional<Broken> notice) {
    return renderer.render(
        new Content(
            context.run().id(),
            labels,
            store.overrides().wanted(context.repository(), context.number()),
            proposed.prediction().scorer(),
            proposed.prediction().bundle(),
            notice,
            context.settings().settings().commands()));
  }

  /** Returns the broken settings file if this comment is the one that reports it. */
  private Optional<Broken> notice(TriageContext context) {
    return context
        .settings()
        .broken()
        .filter(broken -> !context.dryRun())
        .filter(
            broken ->
                store
                    .settings()
                    .claimNotice(context.repositoryId(), broken.sha(), context.number()));
  }

  private String note(
      TriageContext context, List<RunAction> suggestions, Optional<String> obstacle) {
    RunAction comment = RunAction.planned(Kind.COMMENT, "", 0, 0, "says which labels fit and why");
    for (RunAction action : Stream.concat(suggestions.stream(), Stream.of(comment)).toList()) {
      store
          .runs()
          .note(
              context.run().id(),
              obstacle.map(action::skipped).orElseGet(action::done),
              clock.instant());
    }
    return obstacle.orElse(DONE);
  }

  /**
   * Updates the comment, if there is one, without a new prediction.
   *
   * @param onIssue the issue's current labels
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
            new Content(
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

  /** Returns the App's labels that are still on the issue, and suggestions that nobody refused. */
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
