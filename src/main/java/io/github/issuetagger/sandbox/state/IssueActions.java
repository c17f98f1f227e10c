package io.github.issuetagger.sandbox.state;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Changes issues and their labels. */
public final class IssueActions {
  private final SandboxState state;
  private final GitHubJson json;
  private final LabelActions labels;

  public IssueActions(SandboxState state, GitHubJson json, LabelActions labels) {
    this.state = state;
    this.json = json;
    this.labels = labels;
  }

  /** Opens an issue. Each label has its own event, as from an issue form. */
  public SandboxIssue open(
      RepositoryState repository,
      SandboxActor actor,
      SandboxIssue.Text text,
      List<String> labelNames) {
    synchronized (state) {
      SandboxIssue issue =
          SandboxIssue.opened(
              state.nextId(), repository.nextNumber(), actor.user(), text, state.now());
      repository.issues.put(issue.number(), issue);
      publish("opened", repository, issue, actor, object());
      return addLabels(repository, actor, issue.number(), labelNames);
    }
  }

  SandboxIssue edit(
      RepositoryState repository, SandboxActor actor, int number, SandboxIssue.Text newText) {
    synchronized (state) {
      SandboxIssue old = get(repository, number);
      SandboxIssue issue = put(repository, old.withText(newText, state.now()));
      ObjectNode details = object();
      ObjectNode changes = details.putObject("changes");
      if (!old.title().equals(newText.title())) {
        changes.putObject("title").put("from", old.title());
      }
      if (!old.body().equals(newText.body())) {
        changes.putObject("body").put("from", old.body());
      }
      publish("edited", repository, issue, actor, details);
      return issue;
    }
  }

  SandboxIssue setOpen(RepositoryState repository, SandboxActor actor, int number, boolean open) {
    synchronized (state) {
      String action = open ? "reopened" : "closed";
      SandboxEvent event = state.event(actor, action, Optional.empty());
      SandboxIssue issue = put(repository, get(repository, number).withOpen(open, event));
      publish(action, repository, issue, actor, object());
      return issue;
    }
  }

  SandboxIssue setLocked(
      RepositoryState repository, SandboxActor actor, int number, boolean locked) {
    synchronized (state) {
      String action = locked ? "locked" : "unlocked";
      SandboxEvent event = state.event(actor, action, Optional.empty());
      SandboxIssue issue = put(repository, get(repository, number).withLocked(locked, event));
      publish(action, repository, issue, actor, object());
      return issue;
    }
  }

  void delete(RepositoryState repository, SandboxActor actor, int number) {
    synchronized (state) {
      SandboxIssue issue = get(repository, number);
      repository.issues.remove(number);
      publish("deleted", repository, issue, actor, object());
    }
  }

  /** Transfers the issue. It keeps the labels that the other repository also has. */
  SandboxIssue transfer(RepositoryState from, SandboxActor actor, int number, RepositoryState to) {
    synchronized (state) {
      SandboxIssue old = get(from, number);
      List<SandboxLabel> kept =
          old.labels().stream().flatMap(label -> to.label(label.name()).stream()).toList();
      SandboxIssue moved = old.moved(state.nextId(), to.nextNumber(), kept, state.now());
      from.issues.remove(number);
      from.transferred.put(number, new RepositoryState.NewHome(to.id, moved.number()));
      put(to, moved);

      ObjectNode gone = object();
      ObjectNode changes = gone.putObject("changes");
      changes.set("new_issue", json.issue(to.info(), moved));
      changes.set("new_repository", json.repository(to.info()));
      publish("transferred", from, old, actor, gone);

      ObjectNode arrived = object();
      ObjectNode origin = arrived.putObject("changes");
      origin.set("old_issue", json.issue(from.info(), old));
      origin.set("old_repository", json.repository(from.info()));
      publish("opened", to, moved, actor, arrived);
      return moved;
    }
  }

  /** Adds labels and keeps the others. Creates the labels that the repository lacks. */
  public SandboxIssue addLabels(
      RepositoryState repository, SandboxActor actor, int number, List<String> labelNames) {
    synchronized (state) {
      SandboxIssue issue = get(repository, number);
      for (String name : labelNames) {
        SandboxLabel label = labels.findOrCreate(repository, actor, name);
        issue = get(repository, number);
        if (!issue.hasLabel(label.name())) {
          SandboxEvent event = state.event(actor, "labeled", Optional.of(label));
          issue = put(repository, issue.withLabel(label, event));
          publishLabel("labeled", repository, issue, actor, label);
        }
      }
      return issue;
    }
  }

  public SandboxIssue removeLabel(
      RepositoryState repository, SandboxActor actor, int number, String name) {
    synchronized (state) {
      SandboxIssue old = get(repository, number);
      SandboxLabel label =
          repository
              .label(name)
              .filter(found -> old.hasLabel(found.name()))
              .orElseThrow(() -> new ApiException(404, "Label does not exist"));
      SandboxEvent event = state.event(actor, "unlabeled", Optional.of(label));
      SandboxIssue issue = put(repository, old.withoutLabel(label, event));
      publishLabel("unlabeled", repository, issue, actor, label);
      return issue;
    }
  }

  /** Returns the issue. Answers 410 if the issue was deleted, and 404 if it never existed. */
  public SandboxIssue get(RepositoryState repository, int number) {
    synchronized (state) {
      SandboxIssue issue = repository.issues.get(number);
      if (issue == null) {
        throw repository.deleted(number)
            ? new ApiException(410, "This issue was deleted")
            : ApiException.notFound();
      }
      return issue;
    }
  }

  private static SandboxIssue put(RepositoryState repository, SandboxIssue issue) {
    repository.issues.put(issue.number(), issue);
    return issue;
  }

  private void publishLabel(
      String action,
      RepositoryState repository,
      SandboxIssue issue,
      SandboxActor actor,
      SandboxLabel label) {
    ObjectNode details = object();
    details.set("label", json.label(repository.info(), label));
    publish(action, repository, issue, actor, details);
  }

  private void publish(
      String action,
      RepositoryState repository,
      SandboxIssue issue,
      SandboxActor actor,
      ObjectNode details) {
    state.publish("issues", action, repository, Optional.of(issue), actor, details);
  }
}
