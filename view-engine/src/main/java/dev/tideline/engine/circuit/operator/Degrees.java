package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.WeightedRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many partners each row of one side of a join has, where a residual condition decides and the key alone does not. Only rows
 * that are there are kept.
 */
final class Degrees {

    private final ObjectCache<Degree> degrees;
    private final Map<Row, Touched> touched = new LinkedHashMap<>();

    Degrees(String stateName, List<SqlType> rowTypes, OperatorContext context) {
        degrees =
                new ObjectCache<>(context.states().state(stateName), context.codec(rowTypes), DEGREE, context.share());
    }

    /** A row's own weight, and the weights of its partners together. */
    private record Degree(long weight, long partners) {
        static final Degree NONE = new Degree(0, 0);
    }

    private static final ValueCodec<Degree> DEGREE = new ValueCodec<>() {
        @Override
        public void write(Degree value, ByteWriter out) {
            out.writeSignedVarLong(value.weight).writeSignedVarLong(value.partners);
        }

        @Override
        public Degree read(ByteReader in) {
            return new Degree(in.readSignedVarLong(), in.readSignedVarLong());
        }
    };

    private static final class Touched {
        private final Degree before;
        private long weight;
        private long partners;

        Touched(Degree before) {
            this.before = before;
        }
    }

    /** The rows of this side that the step changed; to be told first. */
    void rows(ZSet changed) {
        changed.forEach((row, weight) -> touch(row).weight += weight);
    }

    /** A row, new or not, gains (or loses) partners. */
    void partners(Row row, long weight) {
        touch(row).partners += weight;
    }

    /** A row meets partners that were there before: these count only if the row is new, since an old one has counted them. */
    void partnersOfNew(Row row, long weight) {
        var touch = touch(row);
        if (touch.before.weight == 0) {
            touch.partners += weight;
        }
    }

    private Touched touch(Row row) {
        var touch = touched.get(row);
        if (touch == null) {
            var before = degrees.get(row);
            touch = new Touched(before == null ? Degree.NONE : before);
            touched.put(row, touch);
        }
        return touch;
    }

    /** Ends the step and hands out what changed among the rows with a partner, or among those without. */
    void settle(boolean withPartner, WeightedRows out) {
        touched.forEach((row, touch) -> {
            long weight = touch.before.weight + touch.weight;
            var after = weight == 0 ? Degree.NONE : new Degree(weight, touch.before.partners + touch.partners);
            degrees.put(row, weight == 0 ? null : after);
            long change = shown(after, withPartner) - shown(touch.before, withPartner);
            if (change != 0) {
                out.accept(row, change);
            }
        });
        touched.clear();
    }

    private static long shown(Degree degree, boolean withPartner) {
        return (degree.partners > 0) == withPartner ? degree.weight : 0;
    }

    void flush() {
        degrees.flush();
    }

    void trim() {
        degrees.trim();
    }
}
