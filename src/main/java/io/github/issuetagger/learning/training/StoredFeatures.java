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
 * What is kept of an issue beside the embedding of its whole text: the title's embedding, the
 * types' log-odds, the counts of hashed words, and the log-odds of the fine-tuned bundle that read
 * it. Some kilobytes, of which no text can be made.
 *
 * <p>Numbers have the highest byte first. The title's dimensions and each as a 32-bit float; the
 * number of types, and each one's name and float; the number of hashes, and for each how far it is
 * from the one before and how often it occurs, seven bits a byte, the lowest first; the bundle's
 * fingerprint, empty where there was none, the number of its labels, and each one's float.
 */
public final class StoredFeatures {
  /** To be raised with every change to what is written, or to what {@link HashedWords} counts. */
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
   * Reads what was written.
   *
   * @param whole the embedding of the whole text, which is kept by itself
   * @throws UncheckedIOException when the bytes end too early or go on
   */
  public static IssueFeatures read(TextFeatures features, float[] whole) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(features.counts()))) {
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
          throw new IOException("there is no such hash");
        }
        indices[i] = before;
        values[i] = readShort(in);
      }
      FineTunedLogOdds fineTuned = readFineTuned(in);
      if (in.available() > 0) {
        throw new IOException("the features of an issue go on after their end");
      }
      return IssueFeatures.stored(
          title,
          whole,
          types,
          new SparseVector(indices, values),
          Optional.of(fineTuned).filter(odds -> !odds.bundle().isEmpty()));
    } catch (IOException e) {
      throw new UncheckedIOException("the features of an issue are damaged", e);
    }
  }

  private static void writeFineTuned(DataOutputStream out, FineTunedLogOdds fineTuned) throws IOException {
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

  /** A length that what is left can hold, so that damaged bytes take no memory. */
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
