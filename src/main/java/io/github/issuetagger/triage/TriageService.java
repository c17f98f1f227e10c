package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.text.LogText;
import io.github.issuetagger.triage.TriageVerdict.LeaveAlone;
import io.github.issuetagger.triage.TriageVerdict.Proposed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Triages issues: resolves the settings, plans, acts and comments. Other packages reach triage only
 * through this class. Safe for use by several threads.
 */
public final class TriageService {
  private static final Logger LOG = LoggerFactory.getLogger(TriageService.class);

  /** How long to wait for another worker, which needs a second or two for an issue. */
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);

  private final WriterSelector writers;
  private final TriageStore store;
  private final Clock clock;
  private final SettingsResolver settingsResolver;
  private final DemotionTracker demotionTracker;
  private final IssuePlanner planner;
  private final CommentWriter commentWriter;
  private final PlanExecutor executor;

  public TriageService(
      IssueReader reader,
      WriterSelector writers,
      IssueScorer scorer,
      TriageStore store,
      Clock clock) {
    this.writers = writers;
    this.store = store;
    this.clock = clock;
    this.settingsResolver = new SettingsResolver(reader, store.settings());
    this.demotionTracker = new DemotionTracker(store, clock);
    this.planner = new IssuePlanner(reader, scorer, store, demotionTracker, clock);
    this.commentWriter = new CommentWriter(store, clock);
    this.executor = new PlanExecutor(store.runs(), commentWriter, clock);
  }

  /** Returns the repository's current settings. */
  public RepositorySettings settings(RepositoryRef repository) {
    store.repositories().seen(repository);
    return settingsResolver.resolve(repository).settings();
  }

  /** Returns the writer for a repository with these settings, which may ask for a dry run. */
  public IssueWriter writer(RepositorySettings settings) {
    return writers.select(settings);
  }

  /** Returns the labels that are demoted because the App was wrong about them too often. */
  public Demotions demotions(RepositoryRef repository, RepositorySettings settings) {
    return demotionTracker.update(repository, settings);
  }

  /**
   * Runs some work while no other worker can work on the issue. Log lines of the work name the
   * issue.
   *
   * @throws IssueBusyException if another worker holds the issue
   */
  public void runLocked(RepositoryRef repository, int issue, Consumer<Lease> work) {
    MDC.put("repository", repository.fullName());
    MDC.put("issue", Integer.toString(issue));
    try (Lease lease =
        store.leases().tryAcquire(repository, issue).orElseThrow(() -> busy(repository, issue))) {
      work.accept(lease);
    } finally {
      MDC.remove("repository");
      MDC.remove("issue");
    }
  }

  /**
   * Renews the lease of {@link #runLocked}.
   *
   * @throws IssueBusyException if the lease had expired and another worker holds the issue
   */
  public void renew(RepositoryRef repository, int issue, Lease lease) {
    if (!lease.renew()) {
      throw busy(repository, issue);
    }
  }

  private IssueBusyException busy(RepositoryRef repository, int issue) {
    return new IssueBusyException(
        "another worker holds " + repository.fullName() + "#" + issue,
        clock.instant().plus(BUSY_PAUSE));
  }

  /**
   * Triages an issue. Has no second effect for the same delivery.
   *
   * @throws IssueBusyException if another worker holds the issue
   */
  void triage(String deliveryId, RepositoryRef repository, int issue, TriageCause cause) {
    runLocked(repository, issue, lease -> triage(deliveryId, repository, issue, cause, lease));
  }

  /**
   * The result of {@link #triageAgain}.
   *
   * @param labeled whether a label was applied or suggested
   * @param result the outcome in one clause
   */
  public record Again(boolean labeled, String result) {}

  /**
   * Triages an issue again because somebody asked for it.
   *
   * @param id identifies the request; the same id has no second effect
   * @param lease the lease of {@link #runLocked}
   */
  public Again triageAgain(String id, RepositoryRef repository, int issue, Lease lease) {
    String result = triage(id, repository, issue, TriageCause.ASKED, lease);
    return new Again(
        result.equals(CommentWriter.DONE),
        result.equals(CommentWriter.NOTHING) ? "no label reaches its threshold" : result);
  }

  /**
   * Updates the App's comment after people accepted, rejected or changed labels.
   *
   * @param onIssue the issue's current labels
   */
  public void refreshComment(RepositoryRef repository, int issue, Collection<String> onIssue) {
    EffectiveSettings settings = settingsResolver.resolve(repository);
    commentWriter.refresh(
        repository, issue, onIssue, settings, writers.select(settings.settings()));
  }

  private String triage(
      String id, RepositoryRef repository, int issue, TriageCause cause, Lease lease) {
    Instant start = clock.instant();
    store.repositories().seen(repository);
    Run run = store.runs().begin(id, repository, issue, cause.toString(), start);
    if (run.finished()) {
      LOG.info("the run of this delivery is finished already");
      return run.result().orElseThrow();
    }
    TriageContext context = context(repository, run, cause);
    TriageVerdict verdict = planner.plan(context);
    if (verdict instanceof LeaveAlone leave) {
      store.runs().finish(run.id(), leave.reason(), clock.instant());
      LOG.info("left alone: {}", leave.reason());
      return leave.reason();
    }
    Proposed proposed = (Proposed) verdict;
    renew(repository, issue, lease);
    String result = executor.act(context, proposed);
    store.runs().finish(run.id(), result, clock.instant());
    log(proposed, result, Duration.between(start, clock.instant()));
    return result;
  }

  /** Returns what a run works with. Reads the repository's current settings. */
  TriageContext context(RepositoryRef repository, Run run, TriageCause cause) {
    EffectiveSettings settings = settingsResolver.resolve(repository);
    return new TriageContext(repository, run, cause, settings, writers.select(settings.settings()));
  }

  /** Plans what to do with an issue. Changes nothing on GitHub. */
  TriageVerdict plan(TriageContext context) {
    return planner.plan(context);
  }

  /** Adds the plan's labels without commenting. Returns the outcome in one clause. */
  String addLabels(TriageContext context, Proposed proposed) {
    return executor.labelOnly(context, proposed);
  }

  private static void log(Proposed proposed, String result, Duration took) {
    Prediction prediction = proposed.prediction();
    LOG.info(
        "{}: apply {}, suggest {}, by {} of {} in {} ms",
        result,
        names(proposed.plan().toApply()),
        names(proposed.plan().toSuggest()),
        prediction.scorer(),
        prediction.bundle(),
        took.toMillis());
  }

  private static String names(List<LabelDecision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                String.format(
                    Locale.ROOT, "%s %.2f", LogText.of(decision.label()), decision.score()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
