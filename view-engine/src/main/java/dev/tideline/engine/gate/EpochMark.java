package dev.tideline.engine.gate;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.schemas.wire.Lsn;
import java.time.Instant;

/**
 * What a manifest says about an epoch beside the counts, for the manifests of the results made from it.
 *
 * @param committedAt commit time of the newest transaction with rows up to here, or null
 * @param asOf time on the source's clock up to which nothing is missing
 * @param timestampMs timestamp of the manifest's record: the clock of who opened the epoch
 */
public record EpochMark(Lsn lsn, Instant committedAt, Instant asOf, long timestampMs) {

    void write(ByteWriter out) {
        out.writeLong(lsn.value());
        writeInstant(committedAt, out);
        writeInstant(asOf, out);
        out.writeLong(timestampMs);
    }

    static EpochMark read(ByteReader in) {
        return new EpochMark(new Lsn(in.readLong()), readInstant(in), readInstant(in), in.readLong());
    }

    private static void writeInstant(Instant instant, ByteWriter out) {
        if (instant == null) {
            out.writeByte(0);
        } else {
            out.writeByte(1).writeLong(instant.getEpochSecond()).writeInt(instant.getNano());
        }
    }

    private static Instant readInstant(ByteReader in) {
        return in.readByte() == 0 ? null : Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
