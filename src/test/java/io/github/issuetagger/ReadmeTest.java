package io.github.issuetagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.ConfigOption;
import io.github.issuetagger.github.RequiredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What people read")
class ReadmeTest {
  @Test
  @DisplayName("lists every option of the configuration, as the code has it")
  void configuration() throws IOException {
    assertThat(read("README.md")).contains(ConfigOption.markdown());
  }

  @Test
  @DisplayName("names every event that the App needs")
  void events() throws IOException {
    String readme = read("README.md").toLowerCase(Locale.ROOT);
    for (RequiredEvent event : RequiredEvent.values()) {
      assertThat(readme).contains("*" + event.key().replace('_', ' ') + "*");
    }
  }

  @Test
  @DisplayName("sets only variables in the container files that the App knows")
  void containers() throws IOException {
    Set<String> known = new TreeSet<>();
    for (ConfigOption option : ConfigOption.values()) {
      known.add(option.environmentName());
    }
    assertThat(known)
        .containsAll(variables("^      ([A-Z_]+): ", "deploy/compose.yml", "POSTGRES"));
    assertThat(known).containsAll(variables("(?:ENV | )([A-Z_]+)=", "deploy/Dockerfile", "(none)"));
  }

  private static Set<String> variables(String pattern, String file, String foreign)
      throws IOException {
    Set<String> found = new TreeSet<>();
    var matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(read(file));
    while (matcher.find()) {
      if (!matcher.group(1).startsWith(foreign)) {
        found.add(matcher.group(1));
      }
    }
    assertThat(found).as("variables in %s", file).isNotEmpty();
    return found;
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file));
  }
}
