package io.github.issuetagger.sandbox.pages;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import io.github.issuetagger.demo.FakeApp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rendered Markdown")
class MarkdownRendererTest {
  @Test
  @DisplayName("keeps what the App's comment is made of")
  void comment() {
    assertThat(html(FakeApp.COMMENT))
        .contains("<table>", ">Label</th>", "<th align=\"right\">Confidence</th>")
        .contains("<code>bug</code>", "<details>", "<summary>How this came about</summary>")
        .doesNotContain("run:1", "<!--");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "![x](https://example.org/track.png)",
        "<form action=/x><button>x</button></form>",
        "<p style=\"position:fixed\" onclick=\"alert(1)\" id=\"main\" class=\"skip\">x</p>",
        "<iframe src=https://example.org></iframe>",
        "<details open ontoggle=alert(1)>x</details>"
      })
  @DisplayName("loses active content")
  void hostile(String markdown) {
    assertThat(html(markdown))
        .doesNotContainIgnoringCase("<script", "<img", "<svg", "<form", "<button", "<iframe")
        .doesNotContainIgnoringCase("javascript:", " on", "style=", "id=", "class=");
  }

  @Test
  @DisplayName("closes open elements")
  void balanced() {
    assertThat(html("<details><table><tr><td>x")).endsWith("</details>");
  }

  private static String html(String markdown) {
    StringOutput output = new StringOutput();
    MarkdownRenderer.render(markdown).writeTo(output);
    return output.toString().strip();
  }
}
