package io.github.issuetagger.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

@DisplayName("The App's manifest")
class ManifestTest {
  private static Map<?, ?> manifest;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = ManifestTest.class.getResourceAsStream("/app/app.yml")) {
      manifest = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file);
    }
  }

  @Test
  @DisplayName("has the keys that GitHub takes")
  void keys() {
    assertThat(manifest.keySet())
        .map(String::valueOf)
        .containsExactlyInAnyOrder(
            "name", "url", "description", "public", "default_permissions", "default_events");
  }

  @Test
  @DisplayName("requests exactly the permissions that the code needs")
  void permissions() {
    Map<String, String> needed =
        Stream.of(RequiredPermission.values())
            .collect(Collectors.toMap(RequiredPermission::key, RequiredPermission::level));

    assertThat((Object) manifest.get("default_permissions")).isEqualTo(needed);
  }

  @Test
  @DisplayName("subscribes to the events that the code handles, and to no other")
  void events() {
    assertThat((Object) manifest.get("default_events"))
        .isEqualTo(Stream.of(RequiredEvent.values()).map(RequiredEvent::key).toList());
  }
}
