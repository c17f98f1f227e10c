package io.github.issuetagger.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.RepositoryRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Makes the changes that people make in a repository. Each change sends its webhook. Stays valid
 * when the repository is renamed. Safe for use by many threads.
 */
public final class SandboxRepository {
  private final SandboxState state;
  private final Actions actions;
  private final RepositoryState repository;

  /** The actions that change a repository. */
  public record Actions(LabelActions labels, IssueActions issues, CommentActions comments) {}

  public SandboxRepository(SandboxState state, Actions actions, RepositoryState repository) {
    this.state = state;
    this.actions = actions;
    this.repository = repository;
  }

  /** Returns the repository's current reference. */
  public RepositoryRef ref() {
    synchronized (state) {
      long installation = state.installationOf(repository.owner).id();
      return new RepositoryRef(
          installation, repository.id, repository.owner.login(), repository.info().name());
    }
  }

  public String description() {
    return repository.description;
  }

  public void rename(String newName) {
    synchronized (state) {
      String oldName = repository.info().name();
      state.rename(repository, newName);
      ObjectNode details = GitHubJson.object();
      details.putObject("changes").putObject("repository").putObject("name").put("from", oldName);
      state.publish("repository", "renamed", repository, Optional.empty(), owner(), details);
    }
  }

  public void delete() {
    synchronized (state) {
      state.remove(repository);
      ObjectNode details = GitHubJson.object();
      state.publish("repository", "deleted", repository, Optional.empty(), owner(), details);
    }
  }

  /** Writes a file to the default branch. */
  public SandboxRepository file(String path, String text) {
    synchronized (state) {
      repository.files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Gives a person a role: {@code admin, maintain, write, triage, read} or {@code none}. */
  public SandboxRepository role(String login, String role) {
    synchronized (state) {
      repository.roles.put(state.person(login).login(), role);
    }
    return this;
  }

  /** Creates a label, or changes the label with that name. */
  public SandboxRepository label(String name, String color, String description) {
    actions.labels().put(repository, owner(), name, color, description);
    return this;
  }

  public void renameLabel(String from, String to) {
    actions.labels().rename(repository, owner(), from, to);
  }

  public void deleteLabel(String name) {
    actions.labels().delete(repository, owner(), name);
  }

  public List<SandboxLabel> labels() {
    synchronized (state) {
      return repository.labelList();
    }
  }

  /** Opens an issue, and then adds its labels, as from an issue form. */
  public SandboxIssue openIssue(String author, String title, String body, String... labels) {
    SandboxIssue.Text text = new SandboxIssue.Text(title, body);
    return actions.issues().open(repository, person(author), text, List.of(labels));
  }

  /** Opens an issue as a bot account. */
  public SandboxIssue openIssueAsBot(String login, String title, String body) {
    SandboxActor bot = new SandboxActor(state.account(login, SandboxUser.Type.BOT), false);
    return actions.issues().open(repository, bot, new SandboxIssue.Text(title, body), List.of());
  }

  public SandboxIssue editIssue(String login, int number, String title, String body) {
    return actions
        .issues()
        .edit(repository, person(login), number, new SandboxIssue.Text(title, body));
  }

  public SandboxIssue closeIssue(String login, int number) {
    return actions.issues().setOpen(repository, person(login), number, false);
  }

  public SandboxIssue reopenIssue(String login, int number) {
    return actions.issues().setOpen(repository, person(login), number, true);
  }

  public SandboxIssue lockIssue(String login, int number) {
    return actions.issues().setLocked(repository, person(login), number, true);
  }

  public SandboxIssue unlockIssue(String login, int number) {
    return actions.issues().setLocked(repository, person(login), number, false);
  }

  public void deleteIssue(String login, int number) {
    actions.issues().delete(repository, person(login), number);
  }

  /** Transfers an issue to another repository, where it gets a new number. */
  public SandboxIssue transferIssue(String login, int number, SandboxRepository to) {
    return actions.issues().transfer(repository, person(login), number, to.repository);
  }

  public SandboxIssue addLabel(String login, int number, String label) {
    return actions.issues().addLabels(repository, person(login), number, List.of(label));
  }

  public SandboxIssue removeLabel(String login, int number, String label) {
    return actions.issues().removeLabel(repository, person(login), number, label);
  }

  public SandboxComment comment(String login, int number, String body) {
    return actions.comments().create(repository, person(login), number, body).comment();
  }

  /** Comments as a bot account. */
  public SandboxComment commentAsBot(String login, int number, String body) {
    SandboxActor bot = new SandboxActor(state.account(login, SandboxUser.Type.BOT), false);
    return actions.comments().create(repository, bot, number, body).comment();
  }

  public SandboxComment editComment(String login, long id, String body) {
    return actions.comments().edit(repository, person(login), id, body).comment();
  }

  public void deleteComment(String login, long id) {
    actions.comments().delete(repository, person(login), id);
  }

  /** Returns the current issue, or empty if it was deleted or transferred, or never existed. */
  public Optional<SandboxIssue> issue(int number) {
    synchronized (state) {
      return Optional.ofNullable(repository.issues.get(number));
    }
  }

  /** Returns all issues, oldest first. */
  public List<SandboxIssue> issues() {
    synchronized (state) {
      return List.copyOf(repository.issues.values());
    }
  }

  private SandboxActor owner() {
    return SandboxActor.person(repository.owner);
  }

  private SandboxActor person(String login) {
    return SandboxActor.person(state.person(login));
  }
}
