package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what would be written, and writes nothing. Has no access to GitHub. */
public final class DryRunWriter implements IssueWriter {
  private static final Logger LOG = LoggerFactory.getLogger(DryRunWriter.class);

  @Override
  public List<String> addLabels(RepositoryRef repository, int number, List<String> names) {
    LOG.info("Dry run: would add labels {} to {}#{}", names, repository.fullName(), number);
    return List.of();
  }

  @Override
  public boolean removeLabel(RepositoryRef repository, int number, String name) {
    LOG.info("Dry run: would remove label {} from {}#{}", name, repository.fullName(), number);
    return false;
  }

  @Override
  public boolean react(RepositoryRef repository, int number, long commentId, Reaction reaction) {
    LOG.info(
        "Dry run: would react to a comment on {}#{} with {}",
        repository.fullName(),
        number,
        reaction);
    return true;
  }

  @Override
  public OptionalLong putComment(
      RepositoryRef repository, int number, OptionalLong knownId, String marker, String body) {
    LOG.info(
        "Dry run: would comment on {}#{} with {} characters",
        repository.fullName(),
        number,
        body.length());
    return OptionalLong.empty();
  }

  @Override
  public OptionalInt openIssue(RepositoryRef repository, String marker, String title, String body) {
    LOG.info(
        "Dry run: would open an issue in {} with {} characters",
        repository.fullName(),
        body.length());
    return OptionalInt.empty();
  }
}
