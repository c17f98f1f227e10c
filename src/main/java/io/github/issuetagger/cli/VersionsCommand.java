package io.github.issuetagger.cli;

import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.store.database.Database;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the versions of a repository's model, newest first, with their metrics on the",
      "newest fifth of the labeled issues, and shows which version serves."
    })
final class VersionsCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "OWNER/REPO",
      converter = RepositoryName.Converter.class,
      description = "The repository's current name.")
  private RepositoryName repository;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = Database.open(root.configuration().loadDatabase())) {
      ModelVersionStore versions = new ModelVersionStore(database.jdbi());
      List<ModelVersion> all =
          new RepositoryStore(database.jdbi())
              .named(repository.owner(), repository.name()).stream()
                  .flatMap(id -> versions.all(id).stream())
                  .toList();
      if (all.isEmpty()) {
        out.printf("%s: no model has been trained yet%n", repository.full());
      }
      all.forEach(version -> out.println(line(version)));
    }
    return ExitCode.OK;
  }

  static String line(ModelVersion version) {
    return String.format(
        Locale.ROOT,
        "version %d of %s: %s (%s); %d labels from %d issues, micro-F1 %.3f, log loss %.4f",
        version.number(),
        version.createdAt(),
        version.state().name().toLowerCase(Locale.ROOT),
        version.why(),
        version.figures().labels(),
        version.figures().examples(),
        version.figures().microF1(),
        version.figures().logLoss());
  }
}
