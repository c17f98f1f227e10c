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

/** The operator's bundles for one repository each, in a folder of {@code OWNER/REPO} folders. */
final class RepositoryBundles {
  private static final Logger log = LoggerFactory.getLogger(RepositoryBundles.class);

  /** What GitHub allows in a login and in a repository's name; volumes hold other folders, too. */
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

  /** A repository's name as a key: GitHub holds names that differ in case for the same. */
  static String key(String repository) {
    return repository.toLowerCase(Locale.ROOT);
  }

  /**
   * Opens them all.
   *
   * @return by the repositories' keys
   * @throws BundleException when one is damaged, for another task, or the second of its repository
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
      log.warn("MODELS_DIR holds no bundle: {} has no folder OWNER/REPO", folder);
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
          "MODELS_DIR: cannot list " + parent.toAbsolutePath() + "; check the rights on it", e);
    }
  }

  private static boolean named(Path entry) {
    String name = String.valueOf(entry.getFileName());
    boolean named = NAME.matcher(name).matches();
    // What begins with a dot is nobody's mistake: version control, and mounted volumes.
    if (!named && !name.startsWith(".")) {
      log.warn("Left out of MODELS_DIR, for no repository is called so: {}", entry);
    }
    return named;
  }
}
