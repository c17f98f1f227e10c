package io.github.issuetagger.github.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Cache;
import okhttp3.HttpUrl;

/**
 * The HTTP cache on disk. Deletes a repository's answers, which the HTTP client's cache stores in
 * two files each: {@code KEY.0}, whose first line is the URL, and {@code KEY.1}, the body. The
 * client treats missing files as missing answers, so deleting works beside a process that serves.
 */
public final class HttpCache {
  private static final String ABOUT = ".0";
  private static final String BODY = ".1";

  private static final long MAX_BYTES = 64L << 20;

  private HttpCache() {}

  /** Opens the cache. Only its owner may enter the folder, because it holds private issues. */
  static Cache open(Path folder) {
    try {
      Files.createDirectories(folder);
      PosixFileAttributeView posix =
          Files.getFileAttributeView(folder, PosixFileAttributeView.class);
      if (posix != null) {
        posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the cache folder " + folder, e);
    }
    return new Cache(folder.toFile(), MAX_BYTES);
  }

  /**
   * Deletes the cached answers about a repository.
   *
   * @param folder the cache's folder; may be missing
   * @param ids the repository's IDs at GitHub
   * @return the number of deleted answers
   */
  public static int forget(Path folder, String owner, String name, Set<Long> ids) {
    int forgotten = 0;
    for (Path file : answers(folder)) {
      if (address(file).filter(url -> isAbout(url, owner, name, ids)).isPresent()) {
        delete(file);
        delete(body(file));
        forgotten++;
      }
    }
    return forgotten;
  }

  private static List<Path> answers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ABOUT)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the cache folder " + folder, e);
    }
  }

  private static Path body(Path about) {
    String path = about.toString();
    return Path.of(path.substring(0, path.length() - ABOUT.length()) + BODY);
  }

  private static Optional<HttpUrl> address(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return Optional.ofNullable(reader.readLine()).map(HttpUrl::parse);
    } catch (NoSuchFileException e) {
      // The process that serves has just deleted the file.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static boolean isAbout(HttpUrl url, String owner, String name, Set<Long> ids) {
    List<String> path = new ArrayList<>(url.pathSegments());
    int repos = path.indexOf("repos");
    if (repos >= 0 && repos + 2 < path.size()) {
      return path.get(repos + 1).equalsIgnoreCase(owner)
          && path.get(repos + 2).equalsIgnoreCase(name);
    }
    int repositories = path.indexOf("repositories");
    return repositories >= 0
        && repositories + 1 < path.size()
        && ids.stream().anyMatch(id -> path.get(repositories + 1).equals(Long.toString(id)));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
