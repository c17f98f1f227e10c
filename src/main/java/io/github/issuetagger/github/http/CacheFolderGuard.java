package io.github.issuetagger.github.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the HTTP cache, which only its owner may enter: it holds private issues. */
public final class CacheFolderGuard {
  private CacheFolderGuard() {}

  public static Path prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      PosixFileAttributeView posix =
          Files.getFileAttributeView(folder, PosixFileAttributeView.class);
      if (posix != null) {
        posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the cache folder " + folder, e);
    }
  }
}
