package io.github.issuetagger.sandbox.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An issue at one moment. Each change creates a new value.
 *
 * @param labels in the order in which they were added
 * @param comments oldest first
 * @param events oldest first
 */
public record SandboxIssue(
    long id,
    int number,
    SandboxUser author,
    Instant createdAt,
    Text text,
    boolean open,
    boolean locked,
    List<SandboxLabel> labels,
    List<SandboxComment> comments,
    List<SandboxEvent> events,
    Instant updatedAt) {
  /** Title and body. */
  public record Text(String title, String body) {}

  public SandboxIssue {
    labels = List.copyOf(labels);
    comments = List.copyOf(comments);
    events = List.copyOf(events);
  }

  static SandboxIssue opened(long id, int number, SandboxUser author, Text text, Instant now) {
    return new SandboxIssue(
        id, number, author, now, text, true, false, List.of(), List.of(), List.of(), now);
  }

  public String title() {
    return text.title();
  }

  public String body() {
    return text.body();
  }

  /** Returns the names of the issue's labels. */
  public List<String> labelNames() {
    return labels.stream().map(SandboxLabel::name).toList();
  }

  /** Returns true if the issue has a label with that name, ignoring case. */
  public boolean hasLabel(String name) {
    return labels.stream().anyMatch(label -> label.name().equalsIgnoreCase(name));
  }

  SandboxIssue moved(long newId, int newNumber, List<SandboxLabel> newLabels, Instant now) {
    return new SandboxIssue(
        newId, newNumber, author, createdAt, text, open, locked, newLabels, comments, events, now);
  }

  SandboxIssue withText(Text newText, Instant now) {
    return copy(newText, open, locked, labels, comments, events, now);
  }

  SandboxIssue withOpen(boolean newOpen, SandboxEvent event) {
    return copy(text, newOpen, locked, labels, comments, plus(events, event), event.at());
  }

  SandboxIssue withLocked(boolean newLocked, SandboxEvent event) {
    return copy(text, open, newLocked, labels, comments, plus(events, event), event.at());
  }

  SandboxIssue withLabel(SandboxLabel label, SandboxEvent event) {
    return copy(text, open, locked, plus(labels, label), comments, plus(events, event), event.at());
  }

  SandboxIssue withoutLabel(SandboxLabel label, SandboxEvent event) {
    List<SandboxLabel> rest = labels.stream().filter(l -> l.id() != label.id()).toList();
    return copy(text, open, locked, rest, comments, plus(events, event), event.at());
  }

  /** Replaces the labels after the repository changed or deleted one. This adds no event. */
  SandboxIssue withLabels(List<SandboxLabel> newLabels) {
    return copy(text, open, locked, newLabels, comments, events, updatedAt);
  }

  SandboxIssue withComment(SandboxComment comment) {
    return copy(text, open, locked, labels, plus(comments, comment), events, comment.updatedAt());
  }

  SandboxIssue withComments(UnaryOperator<List<SandboxComment>> change, Instant now) {
    return copy(text, open, locked, labels, change.apply(comments), events, now);
  }

  private SandboxIssue copy(
      Text newText,
      boolean newOpen,
      boolean newLocked,
      List<SandboxLabel> newLabels,
      List<SandboxComment> newComments,
      List<SandboxEvent> newEvents,
      Instant now) {
    return new SandboxIssue(
        id,
        number,
        author,
        createdAt,
        newText,
        newOpen,
        newLocked,
        newLabels,
        newComments,
        newEvents,
        now);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> result = new ArrayList<>(list);
    result.add(more);
    return result;
  }
}
