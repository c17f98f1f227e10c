package io.github.issuetagger.triage;

import java.util.Locale;

/** Why an issue is triaged. */
enum TriageCause {
  OPENED,
  REOPENED,
  /** The issue came from another repository. */
  TRANSFERRED,
  /** The title or body changed. */
  EDITED,
  /** A maintainer started a backfill of the repository. */
  BACKFILL,
  /** Somebody asked for it by command. */
  ASKED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
