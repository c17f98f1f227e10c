package io.github.issuetagger.model;

import java.nio.file.Path;

/**
 * Tells DJL, before any class of it loads, to stay silent and to unpack where we may write.
 *
 * <p>{@code HuggingFaceTokenizer.newInstance} calls {@code ai.djl.util.Ec2Utils.callHome}, which
 * asks the cloud's metadata service who we are and reports it, unless DJL is offline or {@code
 * OPT_OUT_TRACKING} is true. DJL unpacks its native library under the home folder unless {@code
 * DJL_CACHE_DIR} says otherwise; a container's home is often read-only. Each is read from the
 * environment first, so an operator's own choice stays.
 */
final class NativeSetup {
  private NativeSetup() {}

  /** Sets DJL up; to be called before the first tokenizer is made. */
  static void prepare(Path cacheDir) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    String cache = cacheDir.resolve("native").toAbsolutePath().toString();
    System.setProperty("DJL_CACHE_DIR", cache);
    System.setProperty("ENGINE_CACHE_DIR", cache);
    // Asking would only download CUDA tokenizers; the processor's are as quick for one issue.
    System.setProperty("RUST_FLAVOR", "cpu");
  }
}
