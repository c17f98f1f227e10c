package io.github.issuetagger.model.bundle;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts a finished folder into its place in one step. */
final class AtomicFolder {
  private AtomicFolder() {}

  /** Whether what lies in the place already is good. */
  interface Check {
    boolean good() throws IOException;
  }

  /**
   * Renames {@code source} to {@code target}. What lies there already wins when it is good: another
   * process was quicker; else it is removed first.
   */
  static void replace(Path target, Path source, Check existing) throws IOException {
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      replaceDamaged(target, source, existing);
    } catch (FileSystemException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      replaceDamaged(target, source, existing);
    }
  }

  private static void replaceDamaged(Path target, Path source, Check existing) throws IOException {
    if (!existing.good()) {
      delete(target);
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Deletes a folder and what lies in it; one that does not exist is fine. */
  static void delete(Path folder) throws IOException {
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
}
