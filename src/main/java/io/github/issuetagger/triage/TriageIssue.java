package io.github.issuetagger.triage;

import io.github.issuetagger.issue.Decision;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.store.IssueLeases.Lease;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.Verdict.LeaveAlone;
import io.github.issuetagger.triage.Verdict.Proposed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Labels one issue, alone on it and once a delivery however often that one is tried. */
final class TriageIssue {
  private static final Logger LOG = LoggerFactory.getLogger(TriageIssue.class);

  /** An issue takes a second or two; the one before us will be done by then. */
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);

  private final TriageParts parts;
  private final TriageStore store;
  private final Clock clock;
  private final ReadSettings readSettings;
  private final PlanIssue planIssue;
  private final ActOnPlan actOnPlan;

  private TriageIssue(
      TriageParts parts, ReadSettings readSettings, PlanIssue planIssue, ActOnPlan actOnPlan) {
    this.parts = parts;
    this.store = parts.store();
    this.clock = parts.clock();
    this.readSettings = readSettings;
    this.planIssue = planIssue;
    this.actOnPlan = actOnPlan;
  }

  static TriageIssue with(TriageParts parts) {
    TriageStore store = parts.store();
    Clock clock = parts.clock();
    return new TriageIssue(
        parts,
        new ReadSettings(parts.reader(), store.settings()),
        new PlanIssue(parts.reader(), parts.predictor(), store.runs(), clock),
        new ActOnPlan(store.runs(), new WriteComment(store, new CommentRenderer(), clock), clock));
  }

  /**
   * Triages the issue.
   *
   * @throws BusyException when another worker is at it
   */
  void run(IssueTask task) {
    MDC.put("repository", task.repository().fullName());
    MDC.put("issue", Integer.toString(task.number()));
    try (Lease lease =
        store.leases().tryAcquire(task.repository(), task.number()).orElseThrow(() -> busy(task))) {
      triage(task, lease);
    } finally {
      MDC.remove("repository");
      MDC.remove("issue");
    }
  }

  private BusyException busy(IssueTask task) {
    return new BusyException(
        "another worker is at " + task.repository().fullName() + "#" + task.number(),
        clock.instant().plus(BUSY_PAUSE));
  }

  private void triage(IssueTask task, Lease lease) {
    Instant start = clock.instant();
    store.repositories().seen(task.repository());
    Run run =
        store
            .runs()
            .begin(task.guid(), task.repository(), task.number(), task.cause().toString(), start);
    if (run.finished()) {
      LOG.info("this delivery's run is finished already");
      return;
    }
    EffectiveSettings settings = readSettings.of(task.repository());
    Verdict verdict = planIssue.plan(task, run, settings.settings());
    if (verdict instanceof LeaveAlone leave) {
      store.runs().finish(run.id(), leave.reason(), clock.instant());
      LOG.info("left alone: {}", leave.reason());
    } else if (verdict instanceof Proposed proposed) {
      if (!lease.renew()) {
        throw busy(task);
      }
      String result =
          actOnPlan.act(
              new Job(
                  task,
                  run,
                  settings,
                  proposed,
                  settings.settings().dryRun() ? parts.dryRun() : parts.writer()));
      store.runs().finish(run.id(), result, clock.instant());
      log(proposed, result, Duration.between(start, clock.instant()));
    }
  }

  private static void log(Proposed proposed, String result, Duration took) {
    Prediction prediction = proposed.prediction();
    LOG.info(
        "{}: apply {}, suggest {}, by {} of {} in {} ms",
        result,
        names(proposed.plan().toApply()),
        names(proposed.plan().toSuggest()),
        prediction.rung(),
        prediction.bundle(),
        took.toMillis());
  }

  private static String names(List<Decision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                String.format(
                    Locale.ROOT, "%s %.2f", LogText.of(decision.label()), decision.score()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
