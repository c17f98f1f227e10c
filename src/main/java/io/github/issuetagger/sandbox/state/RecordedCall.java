package io.github.issuetagger.sandbox.state;

/**
 * A call that the API answered.
 *
 * @param path without the API's prefix and without the query
 */
public record RecordedCall(String method, String path, int status) {}
