package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.TextFeatures;
import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.FineTunedLogOdds;
import io.github.issuetagger.scoring.HashedWords;
import io.github.issuetagger.scoring.IssueFeatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes and reads the features of an issue that are stored beside the embedding of its whole text:
 * the title's embedding, the types' log-odds, the counts of hashed words, and the log-odds of the
 * fine-tuned bundle. They take some kilobytes, and the text cannot be restored from them.
 *
 * <p>The format, with the highest byte of a number first: the dimension of the title's embedding,
 * and the embedding as 32-bit floats; the number of types, and the name and float of each type; the
 * number of hashes, and for each hash its distance from the previous hash and its count, in seven
 * bits a byte, the lowest first; the bundle's fingerprint, empty without a bundle, the number of
 * its labels, and the float of each label.
 */
public final class StoredFeatures {
  /** Raise this with every change of the format, or of what {@link HashedWords} counts. */
  public static final String VERSION = "3";

  private static final FineTunedLogOdds NOT_FINE_TUNED = new FineTunedLogOdds("", new float[0]);

  private StoredFeatures() {}

  public static TextFeatures write(IssueFeatures features) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(features.titleEmbedding().length);
      for (float value : features.titleEmbedding()) {
        out.writeFloat(value);
      }
      Map<String, Double> types = new TreeMap<>(features.types());
      out.writeInt(types.size());
      for (Map.Entry<String, Double> type : types.entrySet()) {
        out.writeUTF(type.getKey());
        out.writeFloat(type.getValue().floatValue());
      }
      SparseVector counts = features.wordCounts();
      out.writeInt(counts.indices().length);
      int before = 0;
      for (int i = 0; i < counts.indices().length; i++) {
        writeShort(out, counts.indices()[i] - before);
        writeShort(out, (int) counts.values()[i]);
        before = counts.indices()[i];
      }
      writeFineTuned(out, features.fineTuned().orElse(NOT_FINE_TUNED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TextFeatures(VERSION, bytes.toByteArray());
  }

  /**
   * Reads stored features.
   *
   * @param embedding the embedding of the whole text, which is stored separately
   * @throws UncheckedIOException if the bytes are too few or too many
   */
  public static IssueFeatures read(TextFeatures stored, float[] embedding) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored.counts()))) {
      float[] title = new float[length(in, Float.BYTES)];
      for (int i = 0; i < title.length; i++) {
        title[i] = in.readFloat();
      }
      Map<String, Double> types = new HashMap<>();
      for (int left = length(in, Float.BYTES); left > 0; left--) {
        types.put(in.readUTF(), (double) in.readFloat());
      }
      int[] indices = new int[length(in, 2)];
      float[] values = new float[indices.length];
      int before = 0;
      for (int i = 0; i < indices.length; i++) {
        before += readShort(in);
        if (before < 0 || before >= 2 * HashedWords.BLOCK) {
          throw new IOException("a hash is out of range");
        }
        indices[i] = before;
        values[i] = readShort(in);
      }
      FineTunedLogOdds fineTuned = readFineTuned(in);
      if (in.available() > 0) {
        throw new IOException("there are bytes after the end");
      }
      return IssueFeatures.stored(
          title,
          embedding,
          types,
          new SparseVector(indices, values),
          Optional.of(fineTuned).filter(odds -> !odds.bundle().isEmpty()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the stored features of an issue are damaged; read the issue again", e);
    }
  }

  private static void writeFineTuned(DataOutputStream out, FineTunedLogOdds fineTuned)
      throws IOException {
    out.writeUTF(fineTuned.bundle());
    out.writeInt(fineTuned.odds().length);
    for (float odds : fineTuned.odds()) {
      out.writeFloat(odds);
    }
  }

  private static FineTunedLogOdds readFineTuned(DataInputStream in) throws IOException {
    String bundle = in.readUTF();
    float[] odds = new float[length(in, Float.BYTES)];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = in.readFloat();
    }
    return new FineTunedLogOdds(bundle, odds);
  }

  /** Reads a length. Refuses one that the remaining bytes cannot hold, to allocate no memory. */
  private static int length(DataInputStream in, int bytesEach) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available() / bytesEach) {
      throw new IOException("a length is wrong");
    }
    return length;
  }

  private static void writeShort(DataOutputStream out, int value) throws IOException {
    int left = value;
    while (left >= 0x80) {
      out.writeByte((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.writeByte(left);
  }

  private static int readShort(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("a number is too long");
  }
}
