package io.github.issuetagger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.ImportedIssue;
import io.github.issuetagger.github.IssueHistory;
import io.github.issuetagger.github.IssueHistoryPage;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.database.Database;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a repository's labelled issues from GitHub, to measure on them. Writes nothing, neither to
 * GitHub nor to the store; texts are held in memory only.
 */
final class FetchHistory {
  /** In a repository where few issues are labelled, the search for them ends somewhere. */
  private static final int SEEN_FOR_EACH_WANTED = 10;

  private final ConfigLoader configuration;
  private final Clock clock = Clock.systemUTC();
  private final PrintStream out;
  private final GitHubPatience patience;

  FetchHistory(ConfigLoader configuration, PrintStream out, PrintStream err) {
    this.configuration = configuration;
    this.out = out;
    this.patience =
        GitHubPatience.sleeping(clock, new PrintWriter(new OutputStreamWriter(err, UTF_8), true));
  }

  /**
   * What was read.
   *
   * @param issues labelled issues, the newest first
   * @param catalog the repository's labels
   */
  record Fetched(List<LabeledIssue> issues, LabelCatalog catalog) {}

  /**
   * Reads.
   *
   * @param limit so many labelled issues are enough
   */
  Fetched of(RepositoryName name, int limit) {
    try (Database database = Database.open(configuration.loadDatabase());
        CommandGitHub github = CommandGitHub.open(configuration, clock)) {
      RepositoryRef repository = patience.with(() -> github.find(name));
      LabelCatalog catalog = patience.with(() -> github.app().reader().labels(repository));
      return new Fetched(
          issues(github.app().history(), new RunStore(database.jdbi()), repository, limit),
          catalog);
    }
  }

  private List<LabeledIssue> issues(
      IssueHistory history, RunStore runs, RepositoryRef repository, int limit) {
    List<LabeledIssue> issues = new ArrayList<>();
    Optional<String> place = Optional.empty();
    long seen = 0;
    do {
      Optional<String> from = place;
      IssueHistoryPage page =
          patience.with(() -> history.page(repository, IssueHistory.Which.ALL, from));
      page.issues().stream()
          .filter(past -> toMeasureOn(past, runs, repository))
          .limit(limit - issues.size())
          .map(past -> issue(past, repository))
          .forEach(issues::add);
      seen += page.entries();
      place = page.next();
      out.printf(
          "%s: %d labelled issues read, %d issues and pull requests looked at%n",
          repository.fullName(), issues.size(), seen);
    } while (place.isPresent()
        && issues.size() < limit
        && seen < (long) limit * SEEN_FOR_EACH_WANTED);
    return issues;
  }

  /** What the App labelled itself is no yardstick for it. */
  private static boolean toMeasureOn(ImportedIssue past, RunStore runs, RepositoryRef repository) {
    return !past.issue().labels().isEmpty()
        && !past.issue().authorIsBot()
        && runs.applied(repository.id(), past.issue().number()).isEmpty();
  }

  private static LabeledIssue issue(ImportedIssue past, RepositoryRef repository) {
    return new LabeledIssue(
        repository.fullName(),
        Optional.of((long) past.issue().number()),
        past.issue().text(),
        past.issue().labels(),
        List.of(),
        Optional.of(past.createdAt()));
  }
}
