package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.HoldoutReportStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.triage.TriageService;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an issue with the holdout results of a repository, once and only if the settings ask for
 * it. To keep to one issue over retries and replicas, a worker first claims the report, and looks
 * for an issue that a crashed worker may have opened.
 */
public final class HoldoutReporter {
  private static final Logger LOG = LoggerFactory.getLogger(HoldoutReporter.class);

  /** How often to check whether the settings ask for the report now. */
  static final Duration RECHECK = Duration.ofHours(1);

  private final IssueReader reader;
  private final TriageService triage;
  private final ModelVersionStore versions;
  private final HoldoutReportStore reports;
  private final Measured measured;
  private final Clock clock;
  private final HoldoutReportRenderer renderer = new HoldoutReportRenderer();

  /** Looks up holdout results. */
  @FunctionalInterface
  public interface Measured {
    /** Returns the results of a model version; empty if they are no longer available. */
    Optional<HoldoutResults> of(long repositoryId, ModelVersion version, LabelCatalog catalog);
  }

  public HoldoutReporter(
      IssueReader reader,
      TriageService triage,
      ModelVersionStore versions,
      HoldoutReportStore reports,
      Measured measured,
      Clock clock) {
    this.reader = reader;
    this.triage = triage;
    this.versions = versions;
    this.reports = reports;
    this.measured = measured;
    this.clock = clock;
  }

  /**
   * Opens the report if it is due.
   *
   * @return when to check again; empty if nothing is left to do or no model is trained yet
   * @throws GitHubException if GitHub does not answer now
   */
  public Optional<Duration> report(RepositoryRef repository) {
    Optional<ModelVersion> version = versions.serving(repository.id());
    if (version.isEmpty() || reports.isSettled(repository.id())) {
      return Optional.empty();
    }
    try {
      return report(repository, version.get());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      // For example while an installation is suspended.
      LOG.info("GitHub refused to read {}: {}", repository.fullName(), e.getMessage());
      return Optional.of(RECHECK);
    }
  }

  private Optional<Duration> report(RepositoryRef repository, ModelVersion version) {
    RepositorySettings settings = triage.settings(repository);
    if (!settings.report() || settings.off()) {
      return Optional.of(RECHECK);
    }
    LabelCatalog catalog = reader.labels(repository);
    Optional<HoldoutResults> results = measured.of(repository.id(), version, catalog);
    if (results.isEmpty()) {
      return Optional.of(RECHECK);
    }
    String body = renderer.render(version, results.get(), catalog, settings);
    return reports.claim(repository.id(), clock.instant())
        ? open(repository, settings, body)
        : Optional.of(HoldoutReportStore.CLAIM);
  }

  private Optional<Duration> open(
      RepositoryRef repository, RepositorySettings settings, String body) {
    try {
      OptionalInt issue =
          triage
              .writer(settings)
              .openIssue(
                  repository, HoldoutReportRenderer.MARKER, HoldoutReportRenderer.TITLE, body);
      if (issue.isEmpty()) {
        reports.withdraw(repository.id());
        return Optional.of(RECHECK);
      }
      reports.markPosted(repository.id(), issue.getAsInt(), clock.instant());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      // For example where issues are switched off. Does not ask again.
      reports.markRefused(repository.id(), clock.instant());
      LOG.warn("GitHub refused the report for {}: {}", repository.fullName(), e.getMessage());
    }
    return Optional.empty();
  }
}
