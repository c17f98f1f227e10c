package io.github.issuetagger.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers one kind of call. */
@FunctionalInterface
interface ApiResource {
  /** Carries the call out; an {@link ApiException} is its other answer. */
  Answer answer(ApiRequest call);

  /** An answer with a body. */
  record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
      return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
      return new Answer(201, body);
    }

    /** 204. */
    static Answer nothing() {
      return new Answer(204, GitHubJson.object());
    }
  }
}
