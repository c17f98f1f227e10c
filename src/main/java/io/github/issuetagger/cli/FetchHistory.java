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
 * Reads a repository's labeled issues from GitHub for an evaluation. Writes nothing to GitHub or to
 * the database. Keeps texts in memory only.
 */
final class FetchHistory {
  /** Limits the search in repositories with few labeled issues. */
  private static final int MAX_READ_PER_LABELED = 10;

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
   * The issues and labels of a repository.
   *
   * @param issues labeled issues, newest first
   * @param catalog the repository's labels
   */
  record Fetched(List<LabeledIssue> issues, LabelCatalog catalog) {}

  /**
   * Fetches a repository's issues and labels.
   *
   * @param limit the maximum number of labeled issues
   */
  Fetched fetch(RepositoryName name, int limit) {
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
          .filter(imported -> labeledByPeople(imported, runs, repository))
          .limit(limit - issues.size())
          .map(imported -> issue(imported, repository))
          .forEach(issues::add);
      seen += page.entries();
      place = page.next();
      out.printf(
          "%s: %d labeled issues of %d issues and pull requests read%n",
          repository.fullName(), issues.size(), seen);
    } while (place.isPresent()
        && issues.size() < limit
        && seen < (long) limit * MAX_READ_PER_LABELED);
    return issues;
  }

  /** Returns whether people labeled the issue. Issues that the App labeled prove nothing. */
  private static boolean labeledByPeople(
      ImportedIssue imported, RunStore runs, RepositoryRef repository) {
    return !imported.issue().labels().isEmpty()
        && !imported.issue().authorIsBot()
        && runs.applied(repository.id(), imported.issue().number()).isEmpty();
  }

  private static LabeledIssue issue(ImportedIssue imported, RepositoryRef repository) {
    return new LabeledIssue(
        repository.fullName(),
        Optional.of((long) imported.issue().number()),
        imported.issue().text(),
        imported.issue().labels(),
        List.of(),
        Optional.of(imported.createdAt()));
  }
}
