package io.github.issuetagger.model.bundle;

import io.github.issuetagger.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads a model bundle from a folder or from the jar, and refuses what is not whole.
 *
 * <p>ONNX Runtime maps a file but copies a byte array twice, so what the jar holds is unpacked into
 * the cache once, under the hash of its {@code bundle.json}, which itself names the hash of every
 * file. Unpacking happens in a folder aside that is renamed when complete: two processes that start
 * together, or one that is killed half-way, leave no half bundle behind.
 */
public final class BundleLoader {
  private static final String MANIFEST = "bundle.json";
  private static final int NAMED_DIGITS = 16;

  private final Path cacheDir;

  /** A loader that unpacks into {@code cacheDir}, which is made when it is needed. */
  public BundleLoader(Path cacheDir) {
    this.cacheDir = cacheDir;
  }

  /**
   * Loads a folder that holds {@code bundle.json} and the files that it names.
   *
   * @throws BundleException when it is missing, not whole, or not what it says
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
   * @throws BundleException when it is missing, not whole, or cannot be unpacked
   */
  public LoadedBundle classpath(String resource) {
    try {
      byte[] manifest;
      try (InputStream in = open(resource, MANIFEST)) {
        manifest = in.readAllBytes();
      }
      Bundle bundle = BundleParser.parse(manifest);
      String hash = Sha256.of(manifest).substring(0, NAMED_DIGITS);
      Path folder = cacheDir.resolve("bundles").resolve(bundle.name() + "-" + hash);
      if (!intact(bundle, folder)) {
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

  /** Whether there is a bundle of that name on the class path. */
  public static boolean embedded(String resource) {
    return BundleLoader.class.getResource(resource + "/" + MANIFEST) != null;
  }

  private static void unpack(String resource, byte[] manifest, Bundle bundle, Path folder)
      throws IOException {
    Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
    Path aside = Files.createTempDirectory(parent, ".unpack-");
    try {
      Files.write(aside.resolve(MANIFEST), manifest);
      for (String file : bundle.files().keySet()) {
        try (InputStream in = open(resource, file)) {
          Files.copy(in, aside.resolve(file));
        }
      }
      verify(bundle, aside);
      AtomicFolder.replace(folder, aside, () -> intact(bundle, folder));
    } finally {
      AtomicFolder.delete(aside);
    }
  }

  private static boolean intact(Bundle bundle, Path folder) throws IOException {
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
            "bundle %s: %s has SHA-256 %s, but bundle.json says %s; the file is damaged or was exchanged"
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
