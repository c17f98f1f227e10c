package io.github.issuetagger;

import io.github.issuetagger.commands.CommandDependencies;
import io.github.issuetagger.commands.CommentCommandHandler;
import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.events.InstallationEvent;
import io.github.issuetagger.events.InstallationRepositoriesEvent;
import io.github.issuetagger.events.IssueCommentEvent;
import io.github.issuetagger.events.IssueEvent;
import io.github.issuetagger.events.LabelEvent;
import io.github.issuetagger.events.PingEvent;
import io.github.issuetagger.events.RepositoryEvent;
import io.github.issuetagger.events.WebhookEventRouter;
import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.HistoryImportStarter;
import io.github.issuetagger.feedback.HistoryImporter;
import io.github.issuetagger.feedback.HoldoutReporter;
import io.github.issuetagger.feedback.IssueFeatureRecorder;
import io.github.issuetagger.feedback.LabelChangeHandler;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.feedback.SimilarIssues;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.learning.CorrectionStep;
import io.github.issuetagger.learning.IssueFeatureReader;
import io.github.issuetagger.learning.LearnedScoring;
import io.github.issuetagger.learning.LearningJob;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.store.HoldoutReportStore;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.triage.IssueEventHandler;
import io.github.issuetagger.triage.RepositoryEvents;
import io.github.issuetagger.triage.TriageService;
import io.github.issuetagger.triage.WriterSelector;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Composes the services over the open database, GitHub client and models, and lists the background
 * jobs and the handlers of each event.
 */
public final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final Database database;
  private final GitHubApp github;
  private final Cascades cascades;
  private final Clock clock;
  private final BiConsumer<BackgroundJob, Long> queue;
  private final TriageStore store;
  private final LearningStore learning;
  private final ModelVersionStore versions;
  private final LearnedScoring scoring;
  private final TriageService triage;
  private final IssueFeatureRecorder features;
  private final BackgroundJob historyImport;
  private final BackgroundJob training;
  private final BackgroundJob holdoutReport;

  /**
   * @param queue queues a background job for a repository, by its id
   */
  Wiring(
      Database database,
      GitHubApp github,
      Cascades cascades,
      Clock clock,
      BiConsumer<BackgroundJob, Long> queue) {
    this.database = database;
    this.github = github;
    this.cascades = cascades;
    this.clock = clock;
    this.queue = queue;
    this.store = TriageStore.on(database.jdbi(), clock);
    this.learning = LearningStore.on(database.jdbi());
    this.versions = new ModelVersionStore(database.jdbi());
    this.scoring = LearnedScoring.of(cascades, learning, versions, clock);
    this.triage = triageService(github, scoring.scorer(), store, clock);
    this.features = featureRecorder(scoring, learning);
    this.historyImport = historyImport();
    this.holdoutReport = holdoutReport();
    this.training = training();
  }

  /** Returns the triage service, the only entry to triage. */
  public static TriageService triageService(
      GitHubApp github, IssueScorer scorer, TriageStore store, Clock clock) {
    return new TriageService(
        github.reader(),
        new WriterSelector(github.writer(), new DryRunWriter()),
        scorer,
        store,
        clock);
  }

  /** Returns the recorder of the features that scoring learns from. */
  public static IssueFeatureRecorder featureRecorder(
      LearnedScoring scoring, LearningStore learning) {
    return new IssueFeatureRecorder(
        id -> {
          IssueFeatureReader reader = scoring.readers().apply(id);
          return new IssueFeatureRecorder.Way(reader, reader::current);
        },
        learning.issues());
  }

  /** Returns the handlers of each event, in the order in which they run. */
  WebhookEventRouter router() {
    IssueEventHandler issues = new IssueEventHandler(triage);
    RepositoryEvents repositories = new RepositoryEvents(github.caches(), store);
    LabelChangeHandler labelChanges = new LabelChangeHandler(github.reader(), learning, features);
    CommentCommandHandler commands = commands();
    HistoryImportStarter imports =
        new HistoryImportStarter(learning.repositories(), this::startLearning);
    return WebhookEventRouter.builder()
        .on(IssueEvent.class, issues::handle, labelChanges::handle)
        .on(IssueCommentEvent.class, commands::handle)
        .on(LabelEvent.class, repositories::handle, labelChanges::handle)
        .on(RepositoryEvent.class, repositories::handle)
        .on(InstallationEvent.class, repositories::handle, imports::handle)
        .on(InstallationRepositoriesEvent.class, repositories::handle, imports::handle)
        .on(PingEvent.class, event -> LOG.info("received GitHub's ping: the webhook works"))
        .build();
  }

  /** Returns the background jobs. */
  List<BackgroundJob> jobs() {
    return List.of(historyImport, training, holdoutReport);
  }

  /** Queues the training job for every known repository. */
  void startTraining() {
    learning.repositories().ids().forEach(id -> queue.accept(training, id));
  }

  /** Releases the issue leases of an earlier process, which can no longer release them. */
  void releaseLeases() {
    store.leases().releaseAll();
  }

  private void startLearning(long repositoryId) {
    queue.accept(historyImport, repositoryId);
    queue.accept(training, repositoryId);
  }

  private BackgroundJob historyImport() {
    HistoryImporter importer =
        new HistoryImporter(
            github.history(), new RunStore(database.jdbi()), learning, features, clock);
    return new BackgroundJob("learn-past", importer::runJob);
  }

  private BackgroundJob training() {
    LearningJob job =
        new LearningJob(
            scoring.learner(), learning, repositoryId -> queue.accept(holdoutReport, repositoryId));
    return new BackgroundJob("learn-model", job::step);
  }

  private BackgroundJob holdoutReport() {
    HoldoutReporter reporter =
        new HoldoutReporter(
            github.reader(),
            triage,
            versions,
            new HoldoutReportStore(database.jdbi()),
            scoring.models()::measure,
            clock);
    return new BackgroundJob(
        "report-past",
        repositoryId ->
            learning.repositories().find(Long.parseLong(repositoryId)).flatMap(reporter::report));
  }

  private CommentCommandHandler commands() {
    SimilarIssues similarIssues =
        new SimilarIssues(cascades.encoder(), learning, CorrectionStep.NEAR);
    return new CommentCommandHandler(
        new CommandDependencies(
            github.reader(),
            store,
            triage,
            new AnnotationRecorder(learning, features),
            new OcclusionExplainer(scoring.scorer(), similarIssues),
            scoring.nearDuplicates()::effect,
            clock));
  }
}
