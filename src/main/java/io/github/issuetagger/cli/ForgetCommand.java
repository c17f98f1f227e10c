package io.github.issuetagger.cli;

import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.github.http.HttpCache;
import io.github.issuetagger.store.RepositoryEraser;
import io.github.issuetagger.store.RepositoryEraser.Forgotten;
import io.github.issuetagger.store.database.Database;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes everything that is stored about a repository: training examples and",
      "features, runs, comment ids, settings, webhook payloads including dead letters,",
      "and GitHub's responses in this machine's cache. May run beside 'serve'.",
      "If the App remains installed, it starts storing new data."
    })
final class ForgetCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "OWNER/REPO",
      converter = RepositoryName.Converter.class,
      description = "The repository's current name.")
  private RepositoryName repository;

  @Override
  public Integer call() {
    ConfigLoader configuration = root.configuration();
    Path cache = configuration.loadDataDir().resolve("http-cache");
    try (Database database = Database.open(configuration.loadDatabase())) {
      Forgotten forgotten =
          new RepositoryEraser(database).forget(repository.owner(), repository.name());
      int answers = HttpCache.forget(cache, repository.owner(), repository.name(), forgotten.ids());
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s: %s; %d webhooks and %d cached responses deleted%n",
          repository.full(),
          forgotten.known() ? "all records deleted" : "no records were stored",
          forgotten.deliveries(),
          answers);
    }
    return ExitCode.OK;
  }
}
