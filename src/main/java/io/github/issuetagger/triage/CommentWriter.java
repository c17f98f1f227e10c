package io.github.issuetagger.triage;

import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.EffectiveSettings.Broken;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Keeps the App's one comment on an issue true: writes it when there is a label to speak of, and
 * takes back what it said when there no longer is.
 */
final class CommentWriter {
  static final String DONE = "done";
  static final String NOTHING = "nothing to say";

  private final TriageStore store;
  private final CommentRenderer renderer;
  private final Clock clock;

  CommentWriter(TriageStore store, CommentRenderer renderer, Clock clock) {
    this.store = store;
    this.renderer = renderer;
    this.clock = clock;
  }

  /** Writes the comment if there is a reason to; says what came of it in one clause. */
  String write(TriageContext job, List<RunAction> applied, List<RunAction> suggestions) {
    OptionalLong known = store.comments().find(job.repositoryId(), job.task().number());
    List<RunAction> labels = Stream.concat(applied.stream(), suggestions.stream()).toList();
    if (labels.isEmpty() && known.isEmpty()) {
      return job.dryRun() ? PlanExecutor.DRY_RUN : NOTHING;
    }
    Optional<Broken> notice = notice(job);
    try {
      OptionalLong written = put(job, known, labels, notice);
      if (written.isEmpty()) {
        return note(job, suggestions, Optional.of(PlanExecutor.DRY_RUN));
      }
      store.comments().save(job.repositoryId(), job.task().number(), written.getAsLong());
      return note(job, suggestions, Optional.empty());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      // As on a locked conversation. The labels are right all the same, and trying again is no use.
      notice.ifPresent(broken -> store.settings().withdrawNotice(job.repositoryId(), broken.sha()));
      return note(job, suggestions, Optional.of("GitHub refused the comment"));
    }
  }

  private OptionalLong put(
      TriageContext job, OptionalLong known, List<RunAction> labels, Optional<Broken> notice) {
    String body =
        renderer.render(
            new CommentRenderer.Content(
                job.run().id(),
                labels,
                store.overrides().wanted(job.repository(), job.task().number()),
                job.proposed().prediction().scorer(),
                job.proposed().prediction().bundle(),
                notice,
                job.settings().settings().commands()));
    return job.writer()
        .putComment(job.repository(), job.task().number(), known, CommentRenderer.MARKER, body);
  }

  /** The broken settings file, when it is on this comment to tell of it. */
  private Optional<Broken> notice(TriageContext job) {
    return job.settings()
        .broken()
        .filter(broken -> !job.dryRun())
        .filter(
            broken ->
                store
                    .settings()
                    .claimNotice(job.repositoryId(), broken.sha(), job.task().number()));
  }

  private String note(TriageContext job, List<RunAction> suggestions, Optional<String> obstacle) {
    RunAction comment = RunAction.planned(Kind.COMMENT, "", 0, 0, "says which labels fit and why");
    for (RunAction action : Stream.concat(suggestions.stream(), Stream.of(comment)).toList()) {
      store
          .runs()
          .note(
              job.run().id(),
              obstacle.map(action::skipped).orElseGet(action::done),
              clock.instant());
    }
    return obstacle.orElse(DONE);
  }
}
