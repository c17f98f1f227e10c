package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.feedback.LabelEvent.Issue;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters in the ledger of examples what people and bots do with labels, without a word to them, and
 * keeps the ledger in step with the repository's labels and issues. A delivery that is handled
 * twice has no second effect. Safe for use by several threads.
 */
public final class LabelChangeHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LabelChangeHandler.class);

  /** What says something about labels. */
  private static final Set<String> SPEAK = Set.of("opened", "labeled", "unlabeled");

  private final IssueReader reader;
  private final LearningStore store;
  private final IssueFeatureRecorder remember;
  private final SenderWeight weigh;

  public LabelChangeHandler(
      IssueReader reader, LearningStore store, IssueFeatureRecorder remember) {
    this.reader = reader;
    this.store = store;
    this.remember = remember;
    this.weigh = new SenderWeight(reader);
  }

  /**
   * Learns what the delivery tells, if it is about labels or issues.
   *
   * @throws GitHubException when GitHub cannot be asked now
   */
  public void handle(Delivery delivery) {
    if (!delivery.event().equals("issues") && !delivery.event().equals("label")) {
      return;
    }
    Optional<LabelEvent> event = LabelEvent.of(delivery);
    Optional<RepositoryRef> repository = event.flatMap(LabelEvent::repositoryRef);
    if (event.isEmpty() || repository.isEmpty()) {
      return;
    }
    if (delivery.event().equals("label")) {
      label(event.get(), repository.get());
    } else {
      event
          .get()
          .numberedIssue()
          .ifPresent(issue -> issue(delivery, event.get(), repository.get(), issue));
    }
  }

  private void label(LabelEvent event, RepositoryRef repository) {
    Optional<String> name = event.labelName();
    if (name.isEmpty()) {
      return;
    }
    switch (event.actionOrNone()) {
      case "edited" ->
          event
              .formerName()
              .ifPresent(
                  former -> store.annotations().renameLabel(repository.id(), former, name.get()));
      case "deleted" -> store.annotations().dropLabel(repository.id(), name.get());
      default -> {}
    }
  }

  private void issue(Delivery delivery, LabelEvent event, RepositoryRef repository, Issue issue) {
    if (issue.user() != null && issue.user().bot() && SPEAK.contains(event.actionOrNone())) {
      // They are left alone, our own among them, so there is nothing to learn from theirs.
      return;
    }
    switch (event.actionOrNone()) {
      case "opened" -> opened(delivery, event, repository, issue);
      case "labeled" -> changed(delivery, event, repository, issue, true);
      case "unlabeled" -> changed(delivery, event, repository, issue, false);
      case "closed" -> {
        if ("not_planned".equals(issue.stateReason())) {
          store.repositories().seen(repository);
          note(delivery, repository, issue, true);
        }
      }
      case "reopened" -> {
        if (store.issues().find(repository.id(), issue.number()).isPresent()) {
          note(delivery, repository, issue, false);
        }
      }
      case "deleted", "transferred" -> store.drop(repository.id(), issue.number());
      default -> {}
    }
  }

  private void opened(Delivery delivery, LabelEvent event, RepositoryRef repository, Issue issue) {
    List<String> labels = LabelEvent.labels(issue);
    if (labels.isEmpty()) {
      return;
    }
    boolean moved = event.cameFromElsewhere();
    Optional<AnnotationSource> source =
        asked(
            () ->
                moved
                    ? weigh.of(repository, issue, event.sender())
                    : weigh.ofOpened(repository, issue));
    source.ifPresent(
        known -> {
          Word word =
              new Word(
                  true, known, moved ? "transferred" : "opened", LabelEvent.at(issue, delivery));
          enter(delivery, repository, issue, labels, word);
        });
  }

  private void changed(
      Delivery delivery, LabelEvent event, RepositoryRef repository, Issue issue, boolean belongs) {
    Optional<String> label = event.labelName();
    if (label.isEmpty()) {
      return;
    }
    asked(() -> weigh.of(repository, issue, event.sender()))
        .ifPresent(
            source -> {
              String how = event.actionOrNone();
              Word word = new Word(belongs, source, how, LabelEvent.at(issue, delivery));
              enter(delivery, repository, issue, List.of(label.get()), word);
            });
  }

  /** What is said of some labels. */
  private record Word(boolean belongs, AnnotationSource source, String how, Instant at) {}

  private void enter(
      Delivery delivery, RepositoryRef repository, Issue issue, List<String> labels, Word word) {
    store.repositories().seen(repository);
    for (String label : labels) {
      store
          .annotations()
          .add(
              new LabelAnnotation(
                  repository.id(),
                  issue.number(),
                  label,
                  word.belongs(),
                  word.source(),
                  word.how(),
                  word.at()));
    }
    LOG.debug("{} by {} on issue {}", word.how(), word.source(), issue.number());
    if (word.source() != AnnotationSource.BOT) {
      // What only bots said is not worth an inference; the past is read anew when it is.
      remember(delivery, repository, issue);
    }
  }

  private void note(Delivery delivery, RepositoryRef repository, Issue issue, boolean notPlanned) {
    store
        .issues()
        .note(
            repository.id(),
            issue.number(),
            LabelEvent.createdAt(issue, delivery),
            !LabelEvent.labels(issue).isEmpty(),
            notPlanned);
  }

  private void remember(Delivery delivery, RepositoryRef repository, Issue issue) {
    boolean notPlanned =
        store
            .issues()
            .find(repository.id(), issue.number())
            .filter(TrainingIssue::notPlanned)
            .isPresent();
    note(delivery, repository, issue, notPlanned);
    asked(() -> reader.issue(repository, issue.number()))
        .ifPresent(
            now ->
                remember.remember(
                    repository.id(),
                    List.of(
                        new Seen(
                            now.number(),
                            now.text(),
                            LabelEvent.createdAt(issue, delivery),
                            !now.labels().isEmpty(),
                            notPlanned))));
  }

  /** A question to GitHub; nothing when it refuses to answer, which no later try would change. */
  private static <T> Optional<T> asked(Question<T> question) {
    try {
      return question.ask();
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      LOG.warn("nothing learned from a change of labels: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Something that only GitHub knows. */
  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask();
  }
}
