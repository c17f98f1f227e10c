package io.github.issuetagger.sandbox.state;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Changes what a repository is, apart from its labels and issues. */
public final class RepositoryActions {
  private final SandboxState world;

  public RepositoryActions(SandboxState world) {
    this.world = world;
  }

  void rename(RepositoryState repository, SandboxActor actor, String newName) {
    synchronized (world) {
      String oldName = repository.info().name();
      world.rename(repository, newName);
      ObjectNode details = object();
      details.putObject("changes").putObject("repository").putObject("name").put("from", oldName);
      world.publish("repository", "renamed", repository, Optional.empty(), actor, details);
    }
  }

  void delete(RepositoryState repository, SandboxActor actor) {
    synchronized (world) {
      world.remove(repository);
      world.publish("repository", "deleted", repository, Optional.empty(), actor, object());
    }
  }
}
