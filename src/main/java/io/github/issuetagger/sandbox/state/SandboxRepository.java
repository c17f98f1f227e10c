package io.github.issuetagger.sandbox.state;

import io.github.issuetagger.domain.RepositoryRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What people do in one repository of the sandbox; each change sends its webhook. The handle
 * outlives a renaming. Safe for use by many threads.
 */
public final class SandboxRepository {
  private final SandboxState world;
  private final Actions actions;
  private final RepositoryState state;

  /** How the repository is changed. */
  public record Actions(
      RepositoryActions repositories,
      LabelActions labels,
      IssueActions issues,
      CommentActions comments) {}

  public SandboxRepository(SandboxState world, Actions actions, RepositoryState state) {
    this.world = world;
    this.actions = actions;
    this.state = state;
  }

  /** The repository as webhooks name it now. */
  public RepositoryRef ref() {
    synchronized (world) {
      long installation = world.installationOf(state.owner).id();
      return new RepositoryRef(installation, state.id, state.owner.login(), state.info().name());
    }
  }

  public String description() {
    return state.description;
  }

  public void rename(String newName) {
    actions.repositories().rename(state, owner(), newName);
  }

  public void delete() {
    actions.repositories().delete(state, owner());
  }

  /** Writes a file to the default branch. */
  public SandboxRepository file(String path, String text) {
    synchronized (world) {
      state.files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Gives a person a role: {@code admin, maintain, write, triage, read} or {@code none}. */
  public SandboxRepository role(String login, String role) {
    synchronized (world) {
      state.roles.put(world.person(login).login(), role);
    }
    return this;
  }

  /** Makes a label, or changes the one of that name. */
  public SandboxRepository label(String name, String color, String description) {
    actions.labels().put(state, owner(), name, color, description);
    return this;
  }

  public void renameLabel(String from, String to) {
    actions.labels().rename(state, owner(), from, to);
  }

  public void deleteLabel(String name) {
    actions.labels().delete(state, owner(), name);
  }

  public List<SandboxLabel> labels() {
    synchronized (world) {
      return state.labelList();
    }
  }

  /** Opens an issue; its labels come a moment later, as from an issue form. */
  public SandboxIssue openIssue(String author, String title, String body, String... labels) {
    SandboxIssue.Text text = new SandboxIssue.Text(title, body);
    return actions.issues().open(state, person(author), text, List.of(labels));
  }

  /** Opens an issue as a bot account does. */
  public SandboxIssue openIssueAsBot(String login, String title, String body) {
    SandboxActor bot = new SandboxActor(world.account(login, SandboxUser.Type.BOT), false);
    return actions.issues().open(state, bot, new SandboxIssue.Text(title, body), List.of());
  }

  public SandboxIssue editIssue(String login, int number, String title, String body) {
    return actions.issues().edit(state, person(login), number, new SandboxIssue.Text(title, body));
  }

  public SandboxIssue closeIssue(String login, int number) {
    return actions.issues().setOpen(state, person(login), number, false);
  }

  public SandboxIssue reopenIssue(String login, int number) {
    return actions.issues().setOpen(state, person(login), number, true);
  }

  public SandboxIssue lockIssue(String login, int number) {
    return actions.issues().setLocked(state, person(login), number, true);
  }

  public SandboxIssue unlockIssue(String login, int number) {
    return actions.issues().setLocked(state, person(login), number, false);
  }

  public void deleteIssue(String login, int number) {
    actions.issues().delete(state, person(login), number);
  }

  /** Moves an issue to another repository, where it gets a new number. */
  public SandboxIssue transferIssue(String login, int number, SandboxRepository to) {
    return actions.issues().transfer(state, person(login), number, to.state);
  }

  public SandboxIssue addLabel(String login, int number, String label) {
    return actions.issues().addLabels(state, person(login), number, List.of(label));
  }

  public SandboxIssue removeLabel(String login, int number, String label) {
    return actions.issues().removeLabel(state, person(login), number, label);
  }

  public SandboxComment comment(String login, int number, String body) {
    return actions.comments().create(state, person(login), number, body).comment();
  }

  /** Comments as a bot account does. */
  public SandboxComment commentAsBot(String login, int number, String body) {
    SandboxActor bot = new SandboxActor(world.account(login, SandboxUser.Type.BOT), false);
    return actions.comments().create(state, bot, number, body).comment();
  }

  public SandboxComment editComment(String login, long id, String body) {
    return actions.comments().edit(state, person(login), id, body).comment();
  }

  public void deleteComment(String login, long id) {
    actions.comments().delete(state, person(login), id);
  }

  /** The issue as it stands; empty when it is deleted, transferred or was never there. */
  public Optional<SandboxIssue> issue(int number) {
    synchronized (world) {
      return Optional.ofNullable(state.issues.get(number));
    }
  }

  /** All issues, oldest first. */
  public List<SandboxIssue> issues() {
    synchronized (world) {
      return List.copyOf(state.issues.values());
    }
  }

  private SandboxActor owner() {
    return SandboxActor.person(state.owner);
  }

  private SandboxActor person(String login) {
    return SandboxActor.person(world.person(login));
  }
}
