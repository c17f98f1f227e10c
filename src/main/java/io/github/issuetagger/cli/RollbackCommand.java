package io.github.issuetagger.cli;

import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersion.State;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.store.database.Database;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an earlier version of a repository's model serve again, starting with the next",
      "issue. Marks the current version as refused. A new version that is trained on more",
      "feedback serves if it is not worse. May run beside 'serve'."
    })
final class RollbackCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "OWNER/REPO",
      converter = RepositoryName.Converter.class,
      description = "The repository's current name.")
  private RepositoryName repository;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The number from 'versions'; by default the previous version.")
  private @Nullable Integer version;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = Database.open(root.configuration().loadDatabase())) {
      ModelVersionStore versions = new ModelVersionStore(database.jdbi());
      for (long id :
          new RepositoryStore(database.jdbi()).named(repository.owner(), repository.name())) {
        Optional<Integer> wanted = Optional.ofNullable(version).or(() -> before(versions, id));
        if (wanted.isPresent() && versions.rollBack(id, wanted.get())) {
          out.printf("%s: version %d serves now%n", repository.full(), wanted.get());
          return ExitCode.OK;
        }
      }
    }
    spec.commandLine()
        .getErr()
        .printf("%s: there is no such version; see 'issue-tagger versions'%n", repository.full());
    return ExitCode.FAILED;
  }

  private static Optional<Integer> before(ModelVersionStore versions, long id) {
    return versions.all(id).stream()
        .filter(known -> known.state() == State.STANDBY)
        .map(ModelVersion::number)
        .findFirst();
  }
}
