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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters what a repository's issues are labelled with today, the newest first, a page at a time. It
 * can be stopped after any page and goes on there. Posts nothing.
 */
public final class HistoryImporter {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryImporter.class);

  /** How many labelled issues are enough, where nobody says otherwise. */
  public static final int USUAL_LIMIT = 2_000;

  /** In a repository where few issues are labelled, the search for them ends somewhere. */
  private static final int SEEN_FOR_EACH_WANTED = 10;

  private final IssueHistory history;
  private final RunStore runs;
  private final LearningStore store;
  private final IssueFeatureRecorder remember;
  private final Clock clock;

  public HistoryImporter(
      IssueHistory history,
      RunStore runs,
      LearningStore store,
      IssueFeatureRecorder remember,
      Clock clock) {
    this.history = history;
    this.runs = runs;
    this.store = store;
    this.remember = remember;
    this.clock = clock;
  }

  /** Begins at the newest issue again, whatever was read before; nothing is forgotten for that. */
  public void startOver(RepositoryRef repository) {
    store.repositories().seen(repository);
    store.imports().save(repository.id(), ImportProgress.START);
  }

  /**
   * Reads one page more, unless the end is reached.
   *
   * @param limit how many labelled issues are enough
   * @return how far it is now
   * @throws GitHubException when GitHub does not answer now
   */
  public ImportProgress step(RepositoryRef repository, int limit) {
    store.repositories().seen(repository);
    ImportProgress before = store.imports().find(repository.id());
    if (before.finishedAt().isPresent()) {
      return before;
    }
    IssueHistoryPage page = page(repository, before);
    List<ImportedIssue> labelled =
        page.issues().stream()
            .filter(issue -> !issue.issue().labels().isEmpty())
            // Bots' issues are left alone, so there is nothing to learn from theirs.
            .filter(issue -> !issue.issue().authorIsBot())
            .limit(Math.max(0, limit - before.entered()))
            .toList();
    remember.remember(repository.id(), labelled.stream().map(issue -> seen(issue)).toList());
    labelled.forEach(issue -> enter(repository, issue));
    int seen = before.seen() + page.entries();
    int entered = before.entered() + labelled.size();
    boolean end =
        page.next().isEmpty() || entered >= limit || seen >= (long) limit * SEEN_FOR_EACH_WANTED;
    ImportProgress after =
        new ImportProgress(
            end ? Optional.empty() : page.next(),
            seen,
            entered,
            end ? Optional.of(clock.instant()) : Optional.empty());
    store.imports().save(repository.id(), after);
    LOG.info(
        "{}: {} labelled issues learned, {} issues and pull requests looked at{}",
        repository.fullName(),
        entered,
        seen,
        end ? "; that is all" : "");
    return after;
  }

  private IssueHistoryPage page(RepositoryRef repository, ImportProgress before) {
    try {
      return history.page(repository, IssueHistory.Which.ALL, before.nextPage());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED || before.nextPage().isEmpty()) {
        throw e;
      }
      LOG.warn("{}: GitHub does not list issues any further", repository.fullName());
      return new IssueHistoryPage(List.of(), 0, Optional.empty());
    }
  }

  private static Seen seen(ImportedIssue past) {
    return new Seen(
        past.issue().number(), past.issue().text(), past.createdAt(), true, past.notPlanned());
  }

  /** Enters the labels that nobody is known to have affirmed yet. */
  private void enter(RepositoryRef repository, ImportedIssue past) {
    int number = past.issue().number();
    Set<String> affirmed =
        store.annotations().loadEffective(repository.id(), number).stream()
            .filter(LabelAnnotation::belongs)
            .map(example -> LabelCatalog.key(example.label()))
            .collect(Collectors.toSet());
    Set<String> ours =
        runs.applied(repository.id(), number).stream()
            .map(RunAction::label)
            .map(LabelCatalog::key)
            .collect(Collectors.toSet());
    for (String label : past.issue().labels()) {
      String key = LabelCatalog.key(label);
      if (!affirmed.contains(key)) {
        // Who put it there would take a call an issue to know; that it is there still, the
        // maintainers stand behind.
        AnnotationSource source =
            ours.contains(key) ? AnnotationSource.BOT : AnnotationSource.MAINTAINER;
        store
            .annotations()
            .add(
                new LabelAnnotation(
                    repository.id(), number, label, true, source, "history", past.updatedAt()));
      }
    }
  }
}
