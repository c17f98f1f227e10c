package io.github.issuetagger.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Checks that a body is one JSON object in UTF-8 without building the object. */
final class JsonCheck {
  private static final int DEEPEST = 200;

  private final JsonFactory json;

  /**
   * @param longestText the longest string that a body may contain, in characters
   */
  JsonCheck(int longestText) {
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(longestText)
                    .build())
            .build();
  }

  /** Returns what is wrong with the body, without quoting it; empty if nothing is wrong. */
  Optional<String> findError(byte[] body) {
    // Uses a strict decoder, because Java's default decoder replaces invalid UTF-8.
    Reader reader =
        new InputStreamReader(
            new ByteArrayInputStream(body),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonParser parser = json.createParser(reader)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.of("The body is not a JSON object.");
      }
      int depth = 1;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (depth == 0) {
          return Optional.of("Something follows the JSON object.");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.of("The body is not UTF-8.");
    } catch (JsonProcessingException e) {
      return Optional.of("The body is not JSON.");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }
}
