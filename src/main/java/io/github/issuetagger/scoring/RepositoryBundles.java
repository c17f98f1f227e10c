package io.github.issuetagger.scoring;

import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.BundleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the operator's bundles for single repositories, in a folder of {@code OWNER/REPO} folders.
 */
final class RepositoryBundles {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryBundles.class);

  /**
   * What GitHub allows in the names of owners and repositories. Volumes have other folders, too.
   */
  private static final Pattern NAME =
      Pattern.compile("\\.github|[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final Path folder;
  private final BundleLoader loader;
  private final OpenModels models;

  RepositoryBundles(Path folder, BundleLoader loader, OpenModels models) {
    this.folder = folder;
    this.loader = loader;
    this.models = models;
  }

  /**
   * Returns a repository's name as a key. To GitHub names that differ only in case are the same.
   */
  static String key(String repository) {
    return repository.toLowerCase(Locale.ROOT);
  }

  /**
   * Opens all bundles.
   *
   * @return the scorers by the repositories' keys
   * @throws BundleException if a bundle is damaged or for another task, or if a repository has two
   */
  Map<String, FineTunedScorer> open() {
    Map<String, FineTunedScorer> opened = new TreeMap<>();
    for (Path owner : folders(folder)) {
      for (Path repository : folders(owner)) {
        String name = owner.getFileName() + "/" + repository.getFileName();
        if (opened.containsKey(key(name))) {
          throw new BundleException(
              "MODELS_DIR has two folders for %s, which differ only in case; remove %s or the other"
                  .formatted(name, repository.toAbsolutePath()));
        }
        opened.put(key(name), open(name, repository));
      }
    }
    if (opened.isEmpty()) {
      LOG.warn("MODELS_DIR holds no bundle: {} has no folder OWNER/REPO", folder);
    }
    return opened;
  }

  private FineTunedScorer open(String name, Path repository) {
    try {
      return new FineTunedScorer(models.labels(loader.folder(repository)));
    } catch (BundleException e) {
      throw new BundleException(
          "MODELS_DIR: the bundle for %s in %s cannot serve: %s; put a multi-label bundle there, as model-export writes it, or remove the folder"
              .formatted(name, repository.toAbsolutePath(), e.getMessage()),
          e);
    }
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).filter(RepositoryBundles::named).sorted().toList();
    } catch (IOException e) {
      throw new BundleException(
          "MODELS_DIR: cannot list " + parent.toAbsolutePath() + "; check its permissions", e);
    }
  }

  private static boolean named(Path entry) {
    String name = String.valueOf(entry.getFileName());
    boolean named = NAME.matcher(name).matches();
    // Names that start with a dot are no mistakes: version control, and mounted volumes.
    if (!named && !name.startsWith(".")) {
      LOG.warn("MODELS_DIR: skipped {}, because no repository can have this name", entry);
    }
    return named;
  }
}
