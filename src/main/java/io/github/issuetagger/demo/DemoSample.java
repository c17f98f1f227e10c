package io.github.issuetagger.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The invented project of the demo. */
record DemoSample(
    String name, String description, String settings, List<Label> labels, List<Issue> issues) {
  private static final String FOLDER = "/demo/";

  /** A label of the project. */
  record Label(String name, String color, String description) {}

  /** An issue of the project. */
  record Issue(String author, String title, String body) {
    /** Parses {@code # title}, {@code by: login}, an empty line and the body. */
    static Issue parse(String markdown) {
      String[] parts = markdown.split("\n", 4);
      return new Issue(
          parts[1].substring("by: ".length()), parts[0].substring("# ".length()), parts[3].strip());
    }
  }

  /** Loads the sample from the class path. */
  static DemoSample load() {
    try {
      JsonNode root = new ObjectMapper().readTree(text("repository.json"));
      List<Label> labels = new ArrayList<>();
      for (JsonNode label : root.path("labels")) {
        labels.add(
            new Label(
                label.path("name").asText(),
                label.path("color").asText(),
                label.path("description").asText()));
      }
      List<Issue> issues = new ArrayList<>();
      for (JsonNode file : root.path("issues")) {
        issues.add(Issue.parse(text("issues/" + file.asText())));
      }
      return new DemoSample(
          root.path("name").asText(),
          root.path("description").asText(),
          text(root.path("settings").asText()),
          labels,
          issues);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the demo's sample", e);
    }
  }

  /** Creates the project in the sandbox, without its issues. */
  SandboxRepository createIn(Sandbox sandbox) {
    SandboxRepository repository = sandbox.createRepository(name, description);
    labels.forEach(label -> repository.label(label.name(), label.color(), label.description()));
    return repository.file(".github/issue-tagger.yml", settings);
  }

  private static String text(String file) throws IOException {
    try (InputStream in = DemoSample.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IOException("missing on the class path: " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
