package io.github.issuetagger.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a label's name.
 *
 * @param group the prefix that sorts labels into groups, in lower case: {@code kind} of {@code
 *     kind/bug}, {@code a} of {@code A-diagnostics}
 * @param words the rest, in lower case
 */
public record LabelNameWords(Optional<String> group, List<String> words) {
  private static final Pattern EMOJI_CODE = Pattern.compile(":[a-z0-9_+-]{2,40}:");
  private static final Pattern LETTER_GROUP = Pattern.compile("^([A-Z]{1,2})-(?=[A-Za-z0-9])");
  private static final Pattern NAMED_GROUP =
      Pattern.compile("^([A-Za-z][A-Za-z ]{0,18}?)(?:\\s*[/:]\\s*|\\s+-\\s+)(?=\\S)");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z][a-z])");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}+#']+");

  /** Groups that say how labels are sorted but nothing about the issue. */
  private static final Set<String> EMPTY_GROUPS = WordList.EMPTY_GROUP.words();

  private static final Map<String, String> SPELLED_OUT = WordList.ABBREVIATION.meanings();

  public LabelNameWords {
    words = List.copyOf(words);
  }

  /** Reads a label's name. A name without any word, such as one emoji, stands for itself. */
  public static LabelNameWords of(String name) {
    String text = EMOJI_CODE.matcher(name).replaceAll(" ").strip();
    Optional<String> group = Optional.empty();
    Matcher prefix = LETTER_GROUP.matcher(text);
    if (!prefix.find()) {
      prefix = NAMED_GROUP.matcher(text);
    }
    if (prefix.reset().find()) {
      group = Optional.of(prefix.group(1).strip().toLowerCase(Locale.ROOT));
      text = text.substring(prefix.end());
    }
    List<String> words = new ArrayList<>();
    group.filter(meaning -> !EMPTY_GROUPS.contains(meaning)).ifPresent(words::add);
    words.addAll(split(text));
    return new LabelNameWords(group, words.isEmpty() ? List.of(name.strip()) : words);
  }

  /** Returns the words of a text in lower case. */
  static List<String> split(String text) {
    String spaced = NOT_A_WORD.matcher(HUMP.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
    return spaced.isEmpty()
        ? List.of()
        : Arrays.stream(spaced.toLowerCase(Locale.ROOT).split(" ")).toList();
  }

  /** Joins the words by spaces. */
  public String phrase() {
    return String.join(" ", words);
  }

  /** Returns the phrase followed by the meanings of its abbreviations. */
  public String spelledOut() {
    List<String> meanings =
        words.stream().filter(SPELLED_OUT::containsKey).map(SPELLED_OUT::get).toList();
    return meanings.isEmpty() ? phrase() : phrase() + " (" + String.join(", ", meanings) + ")";
  }
}
