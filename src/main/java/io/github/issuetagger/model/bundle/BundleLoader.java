package io.github.issuetagger.model.bundle;

import io.github.issuetagger.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Loads a model bundle from a folder or from the jar. Rejects incomplete and damaged bundles.
 *
 * <p>ONNX Runtime maps a file but copies a byte array twice, so bundles in the jar are unpacked
 * into the cache once. The folder's name contains the hash of {@code bundle.json}, which lists the
 * hash of every file. Files are unpacked into a temporary folder, which is renamed when it is
 * complete. Therefore two processes that start together, or one that is killed halfway, never leave
 * an incomplete bundle.
 */
public final class BundleLoader {
  private static final String MANIFEST = "bundle.json";
  private static final int HASH_DIGITS = 16;

  private final Path cacheDir;

  /** Creates a loader that unpacks into {@code cacheDir}, which is created if needed. */
  public BundleLoader(Path cacheDir) {
    this.cacheDir = cacheDir;
  }

  /**
   * Loads a folder with {@code bundle.json} and the files that it lists.
   *
   * @throws BundleException if a file is missing, or does not match its hash
   */
  public LoadedBundle folder(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw new BundleException("no " + MANIFEST + " in " + folder.toAbsolutePath());
    }
    try {
      Bundle bundle = BundleParser.parse(Files.readAllBytes(manifest));
      verify(bundle, folder);
      return new LoadedBundle(bundle, folder);
    } catch (IOException e) {
      throw new BundleException("cannot read the bundle in " + folder.toAbsolutePath(), e);
    }
  }

  /**
   * Loads a bundle from the class path.
   *
   * @param resource the folder's absolute resource name, for example {@code /bundles/encoder}
   * @throws BundleException if a file is missing, does not match its hash or cannot be unpacked
   */
  public LoadedBundle classpath(String resource) {
    try {
      byte[] manifest;
      try (InputStream in = open(resource, MANIFEST)) {
        manifest = in.readAllBytes();
      }
      Bundle bundle = BundleParser.parse(manifest);
      String hash = Sha256.of(manifest).substring(0, HASH_DIGITS);
      Path folder = cacheDir.resolve("bundles").resolve(bundle.name() + "-" + hash);
      if (!isIntact(bundle, folder)) {
        unpack(resource, manifest, bundle, folder);
      }
      return new LoadedBundle(bundle, folder);
    } catch (IOException e) {
      throw new BundleException(
          "cannot unpack the embedded bundle into "
              + cacheDir.toAbsolutePath()
              + "; the folder must be writable and have room for it",
          e);
    }
  }

  /** Returns whether the class path contains a bundle with a resource name. */
  public static boolean embedded(String resource) {
    return BundleLoader.class.getResource(resource + "/" + MANIFEST) != null;
  }

  private static void unpack(String resource, byte[] manifest, Bundle bundle, Path folder)
      throws IOException {
    Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
    Path temporary = Files.createTempDirectory(parent, ".unpack-");
    try {
      Files.write(temporary.resolve(MANIFEST), manifest);
      for (String file : bundle.files().keySet()) {
        try (InputStream in = open(resource, file)) {
          Files.copy(in, temporary.resolve(file));
        }
      }
      verify(bundle, temporary);
      move(temporary, folder, bundle);
    } finally {
      delete(temporary);
    }
  }

  /**
   * Renames the source to the target. An intact bundle at the target stays, because another process
   * was faster. A damaged one is deleted first.
   */
  private static void move(Path source, Path target, Bundle bundle) throws IOException {
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      if (!isIntact(bundle, target)) {
        delete(target);
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** Deletes a folder and its content, if it exists. */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean isIntact(Bundle bundle, Path folder) throws IOException {
    for (Map.Entry<String, String> file : bundle.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path) || !Sha256.of(path).equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static void verify(Bundle bundle, Path folder) throws IOException {
    for (Map.Entry<String, String> file : bundle.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        throw new BundleException("bundle " + bundle.id() + " lacks " + file.getKey());
      }
      String actual = Sha256.of(path);
      if (!actual.equals(file.getValue())) {
        throw new BundleException(
            "bundle %s: %s has SHA-256 %s, but bundle.json says %s; the file is damaged or was replaced"
                .formatted(bundle.id(), file.getKey(), actual, file.getValue()));
      }
    }
  }

  private static InputStream open(String resource, String file) {
    InputStream in = BundleLoader.class.getResourceAsStream(resource + "/" + file);
    if (in == null) {
      throw new BundleException("the program's jar lacks " + resource + "/" + file);
    }
    return in;
  }
}
