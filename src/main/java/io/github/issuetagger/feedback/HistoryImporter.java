package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.github.ImportedIssue;
import io.github.issuetagger.github.IssueHistory;
import io.github.issuetagger.github.IssueHistoryPage;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.store.ImportProgress;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the labels of a repository's issues as training examples, newest first, one page at a
 * time. Can stop after any page and resume there. Writes nothing to GitHub.
 */
public final class HistoryImporter {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryImporter.class);

  /** How many labeled issues to import by default. */
  public static final int USUAL_LIMIT = 2_000;

  /** Ends the search in a repository with few labeled issues. */
  private static final int MAX_SEEN_PER_WANTED = 10;

  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(2);
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final IssueHistory history;
  private final RunStore runs;
  private final LearningStore store;
  private final IssueFeatureRecorder features;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock();

  public HistoryImporter(
      IssueHistory history,
      RunStore runs,
      LearningStore store,
      IssueFeatureRecorder features,
      Clock clock) {
    this.history = history;
    this.runs = runs;
    this.store = store;
    this.features = features;
    this.clock = clock;
  }

  /** Starts again at the newest issue. Deletes nothing. */
  public void startOver(RepositoryRef repository) {
    store.repositories().seen(repository);
    store.imports().save(repository.id(), ImportProgress.START);
  }

  /**
   * Imports the next page in the background, for one repository at a time, so that new issues
   * always find a worker.
   *
   * @return the pause before the next page; empty if the import is finished or the repository is no
   *     longer known
   * @throws GitHubException if GitHub does not answer now
   */
  public Optional<Duration> runJob(String repositoryId) {
    Optional<RepositoryRef> repository = store.repositories().find(Long.parseLong(repositoryId));
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    if (!turn.tryLock()) {
      return Optional.of(BUSY);
    }
    try {
      ImportProgress progress = step(repository.get(), USUAL_LIMIT);
      return progress.finishedAt().isPresent() ? Optional.empty() : Optional.of(BETWEEN_PAGES);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Imports the next page, unless the import is finished.
   *
   * @param limit how many labeled issues to import
   * @return the progress after this page
   * @throws GitHubException if GitHub does not answer now
   */
  public ImportProgress step(RepositoryRef repository, int limit) {
    store.repositories().seen(repository);
    ImportProgress before = store.imports().find(repository.id());
    if (before.finishedAt().isPresent()) {
      return before;
    }
    IssueHistoryPage page = page(repository, before);
    List<ImportedIssue> labeled =
        page.issues().stream()
            .filter(issue -> !issue.issue().labels().isEmpty())
            // Triage ignores issues by bots, so there is nothing to learn from them.
            .filter(issue -> !issue.issue().authorIsBot())
            .limit(Math.max(0, limit - before.entered()))
            .toList();
    features.record(repository.id(), labeled.stream().map(issue -> seen(issue)).toList());
    labeled.forEach(issue -> record(repository, issue));
    int seen = before.seen() + page.entries();
    int entered = before.entered() + labeled.size();
    boolean end =
        page.next().isEmpty() || entered >= limit || seen >= (long) limit * MAX_SEEN_PER_WANTED;
    ImportProgress after =
        new ImportProgress(
            end ? Optional.empty() : page.next(),
            seen,
            entered,
            end ? Optional.of(clock.instant()) : Optional.empty());
    store.imports().save(repository.id(), after);
    LOG.info(
        "{}: imported {} labeled issues out of {} issues and pull requests{}",
        repository.fullName(),
        entered,
        seen,
        end ? "; finished" : "");
    return after;
  }

  private IssueHistoryPage page(RepositoryRef repository, ImportProgress before) {
    try {
      return history.page(repository, IssueHistory.Which.ALL, before.nextPage());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED || before.nextPage().isEmpty()) {
        throw e;
      }
      LOG.warn("{}: GitHub does not list older issues", repository.fullName());
      return new IssueHistoryPage(List.of(), 0, Optional.empty());
    }
  }

  private static Seen seen(ImportedIssue imported) {
    return new Seen(
        imported.issue().number(),
        imported.issue().text(),
        imported.createdAt(),
        true,
        imported.notPlanned());
  }

  /** Stores the labels that nobody is known to have confirmed. */
  private void record(RepositoryRef repository, ImportedIssue imported) {
    int number = imported.issue().number();
    Set<String> confirmed =
        store.annotations().loadEffective(repository.id(), number).stream()
            .filter(LabelAnnotation::belongs)
            .map(annotation -> LabelCatalog.key(annotation.label()))
            .collect(Collectors.toSet());
    Set<String> ours =
        runs.applied(repository.id(), number).stream()
            .map(RunAction::label)
            .map(LabelCatalog::key)
            .collect(Collectors.toSet());
    for (String label : imported.issue().labels()) {
      String key = LabelCatalog.key(label);
      if (!confirmed.contains(key)) {
        // Finding out who added the label would take a request per issue. The maintainers kept
        // the label, so it counts as theirs.
        AnnotationSource source =
            ours.contains(key) ? AnnotationSource.BOT : AnnotationSource.MAINTAINER;
        store
            .annotations()
            .add(
                new LabelAnnotation(
                    repository.id(), number, label, true, source, "history", imported.updatedAt()));
      }
    }
  }
}
