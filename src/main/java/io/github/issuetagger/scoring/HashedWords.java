package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.math.SparseVector;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Counts the hashes of an issue's words and word pairs, so that no word has to be stored. Words of
 * the title are counted twice: in the whole text, and separately in the upper half of the hashes,
 * because the title says what an issue is about.
 */
public final class HashedWords {
  /** The number of hashes in one block. There are two blocks. */
  public static final int BLOCK = 1 << 18;

  /** The most characters of a body that are read, because logs can be very long. */
  private static final int BODY_LIMIT = 12_000;

  private static final int SHORTEST = 2;
  private static final int LONGEST = 40;
  private static final Set<Character.UnicodeScript> STAND_ALONE =
      EnumSet.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA);

  private static final int TITLE_SALT = 0x51ed270b;

  private HashedWords() {}

  /** Returns how often each hash occurs. The title's block starts at {@link #BLOCK}. */
  public static SparseVector count(IssueText text) {
    Map<Integer, Integer> counts = new HashMap<>();
    String body = text.body();
    count(text.title(), counts, 0, 0);
    count(text.title(), counts, TITLE_SALT, BLOCK);
    count(body.substring(0, Math.min(body.length(), BODY_LIMIT)), counts, 0, 0);
    int[] indices = counts.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    float[] values = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      values[i] = counts.getOrDefault(indices[i], 0);
    }
    return new SparseVector(indices, values);
  }

  private static void count(String text, Map<Integer, Integer> counts, int salt, int block) {
    String lower = text.toLowerCase(Locale.ROOT);
    String previous = "";
    int at = 0;
    while (at < lower.length()) {
      int end = endOfWord(lower, at);
      if (end == at) {
        at += Character.charCount(lower.codePointAt(at));
        continue;
      }
      String word = lower.substring(at, end);
      if (word.length() > LONGEST) {
        previous = "";
      } else if (word.length() >= SHORTEST || standsAlone(word.codePointAt(0))) {
        counts.merge(block + hash(word, salt), 1, Integer::sum);
        if (!previous.isEmpty()) {
          counts.merge(block + hash(previous + " " + word, salt), 1, Integer::sum);
        }
        previous = word;
      }
      at = end;
    }
  }

  /** Returns the end of the word that starts at a position; the position itself if none starts. */
  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && isWordCharacter(text.codePointAt(end))) {
      if (standsAlone(text.codePointAt(end))) {
        return end > start ? end : end + Character.charCount(text.codePointAt(end));
      }
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /** Applies the finalizer of MurmurHash3, because the low bits of Java's hash are poor. */
  private static int hash(String term, int salt) {
    int h = term.hashCode() ^ salt;
    h ^= h >>> 16;
    h *= 0x85ebca6b;
    h ^= h >>> 13;
    h *= 0xc2b2ae35;
    h ^= h >>> 16;
    return h & (BLOCK - 1);
  }

  private static boolean isWordCharacter(int character) {
    return Character.isUnicodeIdentifierPart(character)
        && !Character.isIdentifierIgnorable(character);
  }

  /** Chinese and Japanese have no spaces between words, so each character counts as a word. */
  private static boolean standsAlone(int character) {
    return STAND_ALONE.contains(Character.UnicodeScript.of(character));
  }
}
