package io.github.issuetagger.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordListTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("Every list has entries in the file that model-export reads, too")
  void hasEntries(WordList list) {
    assertThat(list.words()).isNotEmpty().allSatisfy(word -> assertThat(word).isNotBlank());
  }

  @Test
  @DisplayName("Only abbreviations have meanings")
  void onlyAbbreviationsHaveMeanings() {
    assertThat(WordList.ABBREVIATION.meanings()).containsEntry("i18n", "internationalization");
    assertThat(WordList.ABBREVIATION.meanings().values()).doesNotContain("");
    assertThat(EnumSet.complementOf(EnumSet.of(WordList.ABBREVIATION)))
        .allSatisfy(list -> assertThat(list.meanings().values()).containsOnly(""));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOG_LEVEL")
  @DisplayName("Entries are in lower case, because they are compared with lower-case text")
  void isInLowerCase(WordList list) {
    assertThat(list.words())
        .allSatisfy(word -> assertThat(word).isEqualTo(word.toLowerCase(Locale.ROOT)));
  }
}
