package dev.tideline.engine.gate;

import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.util.HashMap;

/** How a gate's memory stands in its state: one head, the manifests of epochs to come, and the rows that wait. */
final class GateState {

    private static final int MANIFEST = 'm';
    private static final byte[] HEAD = {'h'};
    private static final int VERSION = 1;

    private final KeyedState state;
    private final GateSpec spec;

    GateState(KeyedState state, GateSpec spec) {
        this.state = state;
        this.spec = spec;
    }

    /**
     * What is written at every commit that changed something.
     *
     * @param filling the epoch being filled
     * @param openFrom the first epoch that has not been closed
     * @param closing true while {@code openFrom … filling-1} is being closed
     * @param openRows rows of the epochs that await closing
     * @param sealed mark of epoch {@code filling-1}; null before the first
     * @param admitted rows admitted of the epoch being filled, by channel
     */
    record Head(long filling, long openFrom, boolean closing, long openRows, EpochMark sealed, long[] admitted) {}

    Head readHead() {
        byte[] bytes = state.get(HEAD);
        if (bytes == null) {
            return null;
        }
        var in = new ByteReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("gate state of version " + version + ", known is " + VERSION);
        }
        long filling = in.readLong();
        long openFrom = in.readLong();
        int flags = in.readByte();
        long openRows = in.readVarLong();
        EpochMark sealed = (flags & 2) != 0 ? EpochMark.read(in) : null;
        var admitted = new long[(int) in.readVarLong()];
        if (admitted.length != spec.inputs().size()) {
            throw new IllegalStateException("gate state of " + admitted.length + " channels opened for "
                    + spec.inputs().size());
        }
        for (int i = 0; i < admitted.length; i++) {
            admitted[i] = in.readVarLong();
        }
        return new Head(filling, openFrom, (flags & 1) != 0, openRows, sealed, admitted);
    }

    void writeHead(Head head) {
        int flags = (head.closing ? 1 : 0) | (head.sealed != null ? 2 : 0);
        var out = new ByteWriter()
                .writeByte(VERSION)
                .writeLong(head.filling)
                .writeLong(head.openFrom)
                .writeByte(flags)
                .writeVarLong(head.openRows);
        if (head.sealed != null) {
            head.sealed.write(out);
        }
        out.writeVarLong(head.admitted.length);
        for (long rows : head.admitted) {
            out.writeVarLong(rows);
        }
        state.put(HEAD, out.toByteArray());
    }

    void writeManifest(GateManifest manifest) {
        var out = new ByteWriter();
        manifest.mark().write(out);
        var counted = new ByteWriter();
        int channels = 0;
        for (int i = 0; i < spec.inputs().size(); i++) {
            Long rows = manifest.rows().get(spec.inputs().get(i).channel());
            if (rows != null) {
                counted.writeVarLong(i).writeVarLong(rows);
                channels++;
            }
        }
        out.writeVarLong(channels).write(counted.toByteArray());
        state.put(manifestKey(manifest.epoch(), manifest.producer()), out.toByteArray());
    }

    void removeManifest(long epoch, int producer) {
        state.put(manifestKey(epoch, producer), null);
    }

    /** Hands all kept manifests over, in the order of their epochs. */
    void readManifests(java.util.function.Consumer<GateManifest> to) {
        try (KeyedState.Cursor cursor = state.scan(new byte[] {MANIFEST})) {
            while (cursor.next()) {
                var key = new ByteReader(cursor.key(), 1);
                long epoch = key.readLong();
                int producer = key.readInt();
                var in = new ByteReader(cursor.value());
                EpochMark mark = EpochMark.read(in);
                var rows = new HashMap<Channel, Long>();
                for (long left = in.readVarLong(); left > 0; left--) {
                    int channel = (int) in.readVarLong();
                    rows.put(spec.inputs().get(channel).channel(), in.readVarLong());
                }
                to.accept(new GateManifest(epoch, producer, mark, rows));
            }
        }
    }

    /** Hands all waiting rows over, in order, without reading what they hold. */
    void readWaiting(WaitingVisitor to) {
        try (KeyedState.Cursor cursor = state.scan(new byte[] {WaitingRows.PREFIX})) {
            while (cursor.next()) {
                to.visit(
                        WaitingRows.epoch(cursor.key()),
                        WaitingRows.sequence(cursor.key()),
                        WaitingRows.channel(cursor.value()));
            }
        }
    }

    /** Sees a waiting row. */
    @FunctionalInterface
    interface WaitingVisitor {
        void visit(long epoch, long sequence, int channel);
    }

    private static byte[] manifestKey(long epoch, int producer) {
        return new ByteWriter(1 + Long.BYTES + Integer.BYTES)
                .writeByte(MANIFEST)
                .writeLong(epoch)
                .writeInt(producer)
                .toByteArray();
    }
}
