package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.HoldoutReportStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.triage.TriageDependencies;
import io.github.issuetagger.triage.TriageService;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a repository's maintainers, once and if their settings ask for it, what was measured on the
 * repository's past. Once holds for retries and replicas: who opens the issue has claimed that
 * before, and looks whether somebody has done it who died before he could note it.
 */
public final class HoldoutReporter {
  private static final Logger LOG = LoggerFactory.getLogger(HoldoutReporter.class);

  /** Settings may be changed to ask for it at any time. */
  static final Duration UNASKED = Duration.ofHours(1);

  private final TriageDependencies parts;
  private final TriageService desk;
  private final ModelVersionStore versions;
  private final HoldoutReportStore reports;
  private final Measured measured;
  private final HoldoutReportRenderer renderer = new HoldoutReportRenderer();

  /** Where the figures come from. */
  @FunctionalInterface
  public interface Measured {
    /** What was measured when the version was learnt; empty when that cannot be told any more. */
    Optional<HoldoutResults> of(long repositoryId, ModelVersion version, LabelCatalog catalog);
  }

  public HoldoutReporter(
      TriageDependencies parts,
      ModelVersionStore versions,
      HoldoutReportStore reports,
      Measured measured) {
    this.parts = parts;
    this.desk = new TriageService(parts);
    this.versions = versions;
    this.reports = reports;
    this.measured = measured;
  }

  /**
   * Tells it, if it is time to.
   *
   * @return when to look again; empty when there is nothing left to do, or nothing learnt yet
   * @throws GitHubException when GitHub does not answer now
   */
  public Optional<Duration> tell(RepositoryRef repository) {
    Optional<ModelVersion> version = versions.serving(repository.id());
    if (version.isEmpty() || reports.isSettled(repository.id())) {
      return Optional.empty();
    }
    try {
      return tell(repository, version.get());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      // As while an installation is suspended.
      LOG.info("{} does not let itself be read: {}", repository.fullName(), e.getMessage());
      return Optional.of(UNASKED);
    }
  }

  private Optional<Duration> tell(RepositoryRef repository, ModelVersion version) {
    RepositorySettings settings = desk.settings(repository);
    if (!settings.report() || settings.off()) {
      return Optional.of(UNASKED);
    }
    LabelCatalog catalog = parts.reader().labels(repository);
    Optional<HoldoutResults> past = measured.of(repository.id(), version, catalog);
    if (past.isEmpty()) {
      return Optional.of(UNASKED);
    }
    String body = renderer.render(version, past.get(), catalog, settings);
    return reports.claim(repository.id(), parts.clock().instant())
        ? open(repository, settings, body)
        : Optional.of(HoldoutReportStore.CLAIM);
  }

  private Optional<Duration> open(
      RepositoryRef repository, RepositorySettings settings, String body) {
    try {
      OptionalInt issue =
          (settings.dryRun() ? parts.dryRun() : parts.writer())
              .openIssue(
                  repository, HoldoutReportRenderer.MARKER, HoldoutReportRenderer.TITLE, body);
      if (issue.isEmpty()) {
        reports.withdraw(repository.id());
        return Optional.of(UNASKED);
      }
      reports.markPosted(repository.id(), issue.getAsInt(), parts.clock().instant());
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      // As where issues are switched off. Nobody is to be asked again and again.
      reports.markRefused(repository.id(), parts.clock().instant());
      LOG.warn("{} takes no report: {}", repository.fullName(), e.getMessage());
    }
    return Optional.empty();
  }
}
