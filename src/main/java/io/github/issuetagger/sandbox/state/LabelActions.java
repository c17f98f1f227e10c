package io.github.issuetagger.sandbox.state;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes a repository's labels. */
public final class LabelActions {
  private final SandboxState state;
  private final GitHubJson json;

  public LabelActions(SandboxState state, GitHubJson json) {
    this.state = state;
    this.json = json;
  }

  /** Creates a label, or changes the color and description of the label with that name. */
  SandboxLabel put(
      RepositoryState repository,
      SandboxActor actor,
      String name,
      String color,
      String description) {
    synchronized (state) {
      Optional<SandboxLabel> old = repository.label(name);
      long id = old.map(SandboxLabel::id).orElseGet(state::nextId);
      SandboxLabel label = new SandboxLabel(id, name, color, description);
      repository.labels.put(LabelCatalog.key(name), label);
      replaceOnIssues(repository, id, List.of(label));
      publish(old.isPresent() ? "edited" : "created", repository, actor, label, object());
      return label;
    }
  }

  /**
   * Returns the label with that name. Creates a missing label, as GitHub does when an issue gets
   * it.
   */
  SandboxLabel findOrCreate(RepositoryState repository, SandboxActor actor, String name) {
    synchronized (state) {
      return repository
          .label(name)
          .orElseGet(() -> put(repository, actor, name, SandboxLabel.DEFAULT_COLOR, ""));
    }
  }

  void rename(RepositoryState repository, SandboxActor actor, String from, String to) {
    synchronized (state) {
      SandboxLabel old = repository.label(from).orElseThrow(ApiException::notFound);
      SandboxLabel renamed = new SandboxLabel(old.id(), to, old.color(), old.description());
      repository.labels.remove(LabelCatalog.key(from));
      repository.labels.put(LabelCatalog.key(to), renamed);
      replaceOnIssues(repository, old.id(), List.of(renamed));
      ObjectNode changes = object();
      changes.putObject("changes").putObject("name").put("from", old.name());
      publish("edited", repository, actor, renamed, changes);
    }
  }

  void delete(RepositoryState repository, SandboxActor actor, String name) {
    synchronized (state) {
      SandboxLabel label = repository.label(name).orElseThrow(ApiException::notFound);
      repository.labels.remove(LabelCatalog.key(name));
      replaceOnIssues(repository, label.id(), List.of());
      publish("deleted", repository, actor, label, object());
    }
  }

  private static void replaceOnIssues(
      RepositoryState repository, long labelId, List<SandboxLabel> replacement) {
    repository.issues.replaceAll(
        (number, issue) ->
            issue.withLabels(
                issue.labels().stream()
                    .flatMap(
                        label -> label.id() == labelId ? replacement.stream() : Stream.of(label))
                    .toList()));
  }

  private void publish(
      String action,
      RepositoryState repository,
      SandboxActor actor,
      SandboxLabel label,
      ObjectNode details) {
    details.set("label", json.label(repository.info(), label));
    state.publish("label", action, repository, Optional.empty(), actor, details);
  }
}
