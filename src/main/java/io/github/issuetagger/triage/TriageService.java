package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import java.util.Collection;
import java.util.function.Consumer;

/** What other rooms may ask of triage. Safe for use by several threads. */
public final class TriageService {
  private final TriageDependencies parts;
  private final IssueTriage triage;
  private final SettingsResolver readSettings;
  private final CommentRefresher refreshComment;
  private final IssueLeaseGuard alone;
  private final DemotionTracker weigh;

  public TriageService(TriageDependencies parts) {
    this.parts = parts;
    this.triage = IssueTriage.with(parts);
    this.readSettings = new SettingsResolver(parts.reader(), parts.store().settings());
    this.refreshComment = new CommentRefresher(parts.store(), new CommentRenderer());
    this.weigh = new DemotionTracker(parts.store(), parts.clock());
    this.alone = new IssueLeaseGuard(parts.store().leases(), parts.clock());
  }

  /** The settings that hold for the repository now. */
  public RepositorySettings settings(RepositoryRef repository) {
    parts.store().repositories().seen(repository);
    return readSettings.of(repository).settings();
  }

  /** The labels with which less is done than the settings allow, by what people did of late. */
  public Demotions demotions(RepositoryRef repository, RepositorySettings settings) {
    return weigh.of(repository, settings);
  }

  /**
   * Does some work on an issue while nobody else works on it.
   *
   * @throws IssueBusyException when another worker is at it
   */
  public void alone(RepositoryRef repository, int issue, Consumer<Lease> work) {
    alone.on(repository, issue, work);
  }

  /**
   * What another look came to.
   *
   * @param labelled whether there was something to apply or suggest, and it was
   * @param result what came of it, in one clause
   */
  public record Again(boolean labelled, String result) {}

  /**
   * Triages the issue once more, because somebody asked for it.
   *
   * @param id names the asking: the same one has no second effect
   * @param lease that of {@link #alone}
   */
  public Again triageAgain(String id, RepositoryRef repository, int issue, Lease lease) {
    String result =
        triage.triage(new TriageRequest(id, repository, issue, TriageCause.ASKED), lease);
    return new Again(
        result.equals(CommentWriter.DONE),
        result.equals(CommentWriter.NOTHING) ? "no label reaches its threshold" : result);
  }

  /**
   * Starts the time of {@link #alone} anew.
   *
   * @throws IssueBusyException when it had run out and another worker is at the issue
   */
  public void renew(RepositoryRef repository, int issue, Lease lease) {
    if (!lease.renew()) {
      throw alone.busy(repository, issue);
    }
  }

  /**
   * Brings the App's comment up to date after people had their say.
   *
   * @param onIssue the labels that the issue carries now
   */
  public void refreshComment(RepositoryRef repository, int issue, Collection<String> onIssue) {
    EffectiveSettings settings = readSettings.of(repository);
    refreshComment.refresh(
        repository,
        issue,
        onIssue,
        settings,
        settings.settings().dryRun() ? parts.dryRun() : parts.writer());
  }
}
