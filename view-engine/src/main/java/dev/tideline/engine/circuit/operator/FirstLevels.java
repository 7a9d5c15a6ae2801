package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * At which iterations of a recursion with UNION each row is given. The row belongs to the first of them; later ones add nothing, but are
 * remembered, because the first may go.
 */
final class FirstLevels {

    private final Equality equality;
    private final ObjectCache<TreeMap<Integer, ZSet>> levels;

    FirstLevels(List<SqlType> types, String stateName, OperatorContext context) {
        equality = new Equality(types, context);
        levels = new ObjectCache<>(
                context.states().state(stateName), equality.codec(), new Codec(equality), context.share());
    }

    /**
     * Takes what an iteration gives more or less.
     *
     * @param changes by iteration, this one or later ones, what they add more or less; is added to
     */
    void add(int level, ZSet rows, Map<Integer, ZSet> changes) {
        var touched = new LinkedHashSet<Row>();
        rows.forEach((row, weight) -> touched.add(equality.representative(row)));
        touched.forEach(key -> show(key, -1, changes));
        rows.forEach((row, weight) -> {
            var key = equality.representative(row);
            var known = levels.get(key);
            var byLevel = known == null ? new TreeMap<Integer, ZSet>() : known;
            var equals = byLevel.computeIfAbsent(level, absent -> new ZSet());
            equals.add(row, weight);
            if (equals.isEmpty()) {
                byLevel.remove(level);
            }
            levels.put(key, byLevel.isEmpty() ? null : byLevel);
        });
        touched.forEach(key -> show(key, 1, changes));
    }

    private void show(Row key, int sign, Map<Integer, ZSet> changes) {
        var byLevel = levels.get(key);
        if (byLevel != null) {
            var first = byLevel.firstEntry();
            changes.computeIfAbsent(first.getKey(), absent -> new ZSet()).add(equality.least(first.getValue()), sign);
        }
    }

    void flush() {
        levels.flush();
    }

    void trim() {
        levels.trim();
    }

    private record Codec(Equality equality) implements ObjectCache.EntryCodec<TreeMap<Integer, ZSet>> {

        @Override
        public void write(Row key, TreeMap<Integer, ZSet> value, ByteWriter out) {
            out.writeVarLong(value.size());
            value.forEach((level, equals) -> {
                out.writeVarLong(level);
                equality.write(key, equals, out);
            });
        }

        @Override
        public TreeMap<Integer, ZSet> read(Row key, ByteReader in) {
            var levels = new TreeMap<Integer, ZSet>();
            for (long left = in.readVarLong(); left > 0; left--) {
                int level = (int) in.readVarLong();
                levels.put(level, equality.read(key, in));
            }
            return levels;
        }
    }
}
