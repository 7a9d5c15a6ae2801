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
 * @param alone true if the epoch must not be closed together with others
 */
public record EpochMark(Lsn lsn, Instant committedAt, Instant asOf, long timestampMs, boolean alone) {

    public EpochMark(Lsn lsn, Instant committedAt, Instant asOf, long timestampMs) {
        this(lsn, committedAt, asOf, timestampMs, false);
    }

    void write(ByteWriter out) {
        out.writeLong(lsn.value());
        writeInstant(committedAt, out);
        writeInstant(asOf, out);
        out.writeLong(timestampMs);
        out.writeByte(alone ? 1 : 0);
    }

    static EpochMark read(ByteReader in) {
        return new EpochMark(
                new Lsn(in.readLong()), readInstant(in), readInstant(in), in.readLong(), in.readByte() != 0);
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
