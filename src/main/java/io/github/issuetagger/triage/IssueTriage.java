package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.text.LogText;
import io.github.issuetagger.triage.TriageVerdict.LeaveAlone;
import io.github.issuetagger.triage.TriageVerdict.Proposed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Labels one issue, alone on it and once a delivery however often that one is tried. */
final class IssueTriage {
  private static final Logger LOG = LoggerFactory.getLogger(IssueTriage.class);

  private final TriageDependencies parts;
  private final TriageStore store;
  private final Clock clock;
  private final IssueLeaseGuard alone;
  private final SettingsResolver readSettings;
  private final IssuePlanner planIssue;
  private final PlanExecutor actOnPlan;

  private IssueTriage(
      TriageDependencies parts,
      SettingsResolver readSettings,
      IssuePlanner planIssue,
      PlanExecutor actOnPlan) {
    this.parts = parts;
    this.store = parts.store();
    this.clock = parts.clock();
    this.alone = new IssueLeaseGuard(store.leases(), clock);
    this.readSettings = readSettings;
    this.planIssue = planIssue;
    this.actOnPlan = actOnPlan;
  }

  static IssueTriage with(TriageDependencies parts) {
    TriageStore store = parts.store();
    Clock clock = parts.clock();
    return new IssueTriage(
        parts,
        new SettingsResolver(parts.reader(), store.settings()),
        new IssuePlanner(parts.reader(), parts.scorer(), store, clock),
        new PlanExecutor(
            store.runs(), new CommentWriter(store, new CommentRenderer(), clock), clock));
  }

  /**
   * Triages the issue.
   *
   * @throws IssueBusyException when another worker is at it
   */
  void run(TriageRequest task) {
    alone.on(task.repository(), task.number(), lease -> triage(task, lease));
  }

  /** Triages an issue that the caller works on alone already; says what came of it. */
  String triage(TriageRequest task, Lease lease) {
    Instant start = clock.instant();
    store.repositories().seen(task.repository());
    Run run =
        store
            .runs()
            .begin(task.guid(), task.repository(), task.number(), task.cause().toString(), start);
    if (run.finished()) {
      LOG.info("this delivery's run is finished already");
      return run.result().orElseThrow();
    }
    EffectiveSettings settings = readSettings.of(task.repository());
    TriageVerdict verdict = planIssue.plan(task, run, settings.settings());
    if (verdict instanceof LeaveAlone leave) {
      store.runs().finish(run.id(), leave.reason(), clock.instant());
      LOG.info("left alone: {}", leave.reason());
      return leave.reason();
    }
    Proposed proposed = (Proposed) verdict;
    if (!lease.renew()) {
      throw alone.busy(task.repository(), task.number());
    }
    String result =
        actOnPlan.act(
            new TriageContext(
                task,
                run,
                settings,
                proposed,
                settings.settings().dryRun() ? parts.dryRun() : parts.writer()));
    store.runs().finish(run.id(), result, clock.instant());
    log(proposed, result, Duration.between(start, clock.instant()));
    return result;
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
