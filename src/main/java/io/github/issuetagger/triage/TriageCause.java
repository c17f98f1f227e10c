package io.github.issuetagger.triage;

import java.util.Locale;

/** Why an issue is triaged. */
enum TriageCause {
  OPENED,
  REOPENED,
  /** It came from another repository. */
  TRANSFERRED,
  /** Its title or body changed. */
  EDITED,
  /** Somebody asked to label what was there before. */
  BACKFILL,
  /** Somebody asked for it. */
  ASKED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
