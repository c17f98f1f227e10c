package io.github.issuetagger.sandbox.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox's pages")
class PageGuardTest {
  private static final String PATH = "/octo/hello/issues";

  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = sandbox.createRepository("octo/hello", "Says hello");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  @DisplayName("answer only to the machine's own names")
  void host() throws Exception {
    int port = sandbox.siteUrl().getPort();
    assertThat(request("GET", "127.0.0.1:" + port, "")).startsWith("HTTP/1.1 200");
    assertThat(request("GET", "localhost:" + port, "")).startsWith("HTTP/1.1 200");
    assertThat(request("GET", "evil.example:" + port, "")).startsWith("HTTP/1.1 403");
    assertThat(request("GET", "127.0.0.1", "")).startsWith("HTTP/1.1 403");
  }

  @Test
  @DisplayName("allow no script but their own")
  void policy() throws Exception {
    assertThat(request("GET", host(sandbox), ""))
        .contains("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  @DisplayName("accept changes from their own forms")
  void ownForm() throws Exception {
    assertThat(request("POST", host(sandbox), "Origin: http://" + host(sandbox) + "\r\n"))
        .startsWith("HTTP/1.1 303");
    assertThat(repository.issues()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Origin: null\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: http://127.0.0.1:1\r\n"
      })
  @DisplayName("accept no changes from other sites")
  void foreignForm(String origin) throws Exception {
    assertThat(request("POST", host(sandbox), origin)).startsWith("HTTP/1.1 403");
    assertThat(repository.issues()).isEmpty();
  }

  private static String host(Sandbox sandbox) {
    return "127.0.0.1:" + sandbox.siteUrl().getPort();
  }

  /** A request whose Host and Origin no well-behaved client would let us write. */
  private String request(String method, String host, String headers) throws IOException {
    String body = method.equals("POST") ? "title=Hello&body=" : "";
    String request =
        method
            + " "
            + PATH
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + headers
            + "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (Socket socket = new Socket("127.0.0.1", sandbox.siteUrl().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
