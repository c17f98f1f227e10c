package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.Account;
import io.github.issuetagger.events.IssueEvent;
import io.github.issuetagger.events.IssueEvent.Issue;
import io.github.issuetagger.events.LabelEvent;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records label changes by people and bots as training examples, and keeps the training data in
 * step with the repository's labels and issues. Never comments. A delivery that is handled twice
 * has no second effect. Safe for use by several threads.
 */
public final class LabelChangeHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LabelChangeHandler.class);

  private final IssueReader reader;
  private final LearningStore store;
  private final IssueFeatureRecorder features;
  private final SenderWeight senderWeight;

  public LabelChangeHandler(
      IssueReader reader, LearningStore store, IssueFeatureRecorder features) {
    this.reader = reader;
    this.store = store;
    this.features = features;
    this.senderWeight = new SenderWeight(reader);
  }

  /** Renames or deletes a label in the training data. */
  public void handle(LabelEvent event) {
    long repositoryId = event.repository().id();
    switch (event.action()) {
      case "edited" ->
          event
              .formerName()
              .ifPresent(
                  former -> store.annotations().renameLabel(repositoryId, former, event.name()));
      case "deleted" -> store.annotations().dropLabel(repositoryId, event.name());
      default -> {}
    }
  }

  /**
   * Records what the event says about an issue's labels.
   *
   * @throws GitHubException if GitHub does not answer now
   */
  public void handle(IssueEvent event) {
    RepositoryRef repository = event.repository();
    Issue issue = event.issue();
    switch (event.action()) {
      case OPENED -> opened(event);
      case LABELED -> changed(event, true);
      case UNLABELED -> changed(event, false);
      case CLOSED -> {
        if (issue.notPlanned()) {
          store.repositories().seen(repository);
          note(event, true);
        }
      }
      case REOPENED -> {
        if (store.issues().find(repository.id(), issue.number()).isPresent()) {
          note(event, false);
        }
      }
      case DELETED, TRANSFERRED -> store.drop(repository.id(), issue.number());
      case EDITED -> {}
    }
  }

  private void opened(IssueEvent event) {
    List<String> labels = event.issue().labels();
    if (labels.isEmpty() || byBot(event.issue())) {
      return;
    }
    boolean transferred = event.changes().repository();
    Optional<AnnotationSource> source =
        transferred
            ? senderSource(event)
            : event
                .issue()
                .author()
                .flatMap(author -> ask(() -> senderWeight.weighOpened(event.repository(), author)));
    source.ifPresent(
        known -> record(event, labels, true, known, transferred ? "transferred" : "opened"));
  }

  private void changed(IssueEvent event, boolean belongs) {
    if (event.label().isEmpty() || byBot(event.issue())) {
      return;
    }
    List<String> labels = List.of(event.label().get());
    String how = event.action().name().toLowerCase(Locale.ROOT);
    senderSource(event).ifPresent(source -> record(event, labels, belongs, source, how));
  }

  /** Triage ignores issues by bots, including the App's own, so there is nothing to learn. */
  private static boolean byBot(Issue issue) {
    return issue.author().filter(Account::bot).isPresent();
  }

  private Optional<AnnotationSource> senderSource(IssueEvent event) {
    String author = event.issue().author().map(Account::login).orElse("");
    return event
        .sender()
        .flatMap(sender -> ask(() -> senderWeight.weigh(event.repository(), author, sender)));
  }

  private void record(
      IssueEvent event, List<String> labels, boolean belongs, AnnotationSource source, String how) {
    RepositoryRef repository = event.repository();
    Issue issue = event.issue();
    store.repositories().seen(repository);
    for (String label : labels) {
      store
          .annotations()
          .add(
              new LabelAnnotation(
                  repository.id(), issue.number(), label, belongs, source, how, issue.updatedAt()));
    }
    LOG.debug("{} by {} on issue {}", how, source, issue.number());
    if (source != AnnotationSource.BOT) {
      // A bot's label is not worth an inference. A history import computes the features later.
      recordFeatures(event);
    }
  }

  private void note(IssueEvent event, boolean notPlanned) {
    Issue issue = event.issue();
    store
        .issues()
        .note(
            event.repository().id(),
            issue.number(),
            issue.createdAt(),
            !issue.labels().isEmpty(),
            notPlanned);
  }

  private void recordFeatures(IssueEvent event) {
    RepositoryRef repository = event.repository();
    Issue issue = event.issue();
    boolean notPlanned =
        store
            .issues()
            .find(repository.id(), issue.number())
            .filter(TrainingIssue::notPlanned)
            .isPresent();
    note(event, notPlanned);
    ask(() -> reader.issue(repository, issue.number()))
        .ifPresent(
            now ->
                features.record(
                    repository.id(),
                    List.of(
                        new Seen(
                            now.number(),
                            now.text(),
                            issue.createdAt(),
                            !now.labels().isEmpty(),
                            notPlanned))));
  }

  /** Asks GitHub. Returns empty if GitHub refuses, because a later attempt would be refused too. */
  private static <T> Optional<T> ask(Supplier<Optional<T>> question) {
    try {
      return question.get();
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      LOG.warn("learned nothing from a label change: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
