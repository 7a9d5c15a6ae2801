package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Keeping;
import dev.tideline.engine.circuit.aggregate.HypotheticalRanks;
import dev.tideline.engine.circuit.aggregate.RankedValues;
import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.Arrays;
import java.util.List;

/**
 * The values of each group in order, of which any is found by its rank, and the rank of any: what percentiles, the most frequent value and
 * hypothetical ranks need. Values that are {@code =} stand in one entry, which tells their representations apart.
 *
 * <p><strong>State:</strong> (group, value) → count; sums above, see {@link RankIndex}; for {@code mode} (group, count, value).
 * <strong>Cost:</strong> O(log n) for a changed value and for a result.
 */
final class RankedRows extends KeptRows {

    private final AggregateSpec spec;
    private final boolean takesNulls;
    private final boolean byCount;
    private final OrderCodec order;
    private final Equality equality;
    private final OrderedCache<ZSet> entries;
    private final RankIndex ranks;

    RankedRows(int number, AggregateSpec spec, String stateName, OperatorContext context) {
        super(number, spec);
        this.spec = spec;
        var keeping = AggregateFunctions.keeping(spec.function());
        takesNulls = keeping == Keeping.RANK;
        byCount = keeping == Keeping.MODE;
        order = new OrderCodec(spec.order(), context);
        equality = new Equality(
                spec.order().stream().map(AggregateSpec.Order::type).toList(), context);
        entries = new OrderedCache<>(
                context.states().state(stateName), new ValueSlot.WholeEntry(equality), context.share());
        ranks = new RankIndex(context.states().state(stateName + "n"), context.share());
    }

    @Override
    boolean serves(AggregateSpec other) {
        var keeping = AggregateFunctions.keeping(other.function());
        return super.serves(other)
                && takesNulls == (keeping == Keeping.RANK)
                && byCount == (keeping == Keeping.MODE)
                && keeping != Keeping.LIST;
    }

    @Override
    boolean takes(Row row) {
        return takesNulls || row.get(spec.order().get(0).position()) != null;
    }

    @Override
    List<Integer> columns() {
        return spec.order().stream().map(AggregateSpec.Order::position).toList();
    }

    @Override
    void apply(byte[] group, ZSet changes) {
        var prefix = prefix(group);
        changes.forEach((row, weight) -> {
            var position = position(row);
            var key = entryKey(prefix, position);
            var known = entries.get(key);
            var values = known == null ? new ZSet() : known;
            long before = values.total();
            values.add(row, weight);
            long after = values.total();
            entries.put(key, values.isEmpty() ? null : values);
            if (byCount) {
                recount(prefix, position, before, after);
            } else {
                ranks.change(
                        prefix, position, weight, before == 0 && after > 0, before > 0 && after == 0, walker(prefix));
            }
        });
    }

    private RankIndex.Entries walker(byte[] prefix) {
        return (from, to, visitor) -> {
            var first = entryKey(prefix, from == null ? new byte[0] : from);
            var end = to == null ? OrderedCache.successor(entryKey(prefix, new byte[0])) : entryKey(prefix, to);
            entries.scan(first, end, (key, values) -> visitor.visit(key, new RankIndex.Sums(values.total(), 1)));
        };
    }

    /** Entries stand behind a 0, and for {@code mode} their positions by falling count behind a 1. */
    private static byte[] entryKey(byte[] prefix, byte[] position) {
        return new ByteWriter(prefix.length + position.length + 1)
                .write(prefix)
                .writeByte(0)
                .write(position)
                .toByteArray();
    }

    private static byte[] countKey(byte[] prefix, long count, byte[] position) {
        return new ByteWriter(prefix.length + position.length + 9)
                .write(prefix)
                .writeByte(1)
                .writeLong(Long.MAX_VALUE - count)
                .write(position)
                .toByteArray();
    }

    private void recount(byte[] prefix, byte[] position, long before, long after) {
        if (before > 0) {
            entries.put(countKey(prefix, before, position), null);
        }
        if (after > 0) {
            var mark = new ZSet();
            mark.add(equality.representative(equality.least(entries.get(entryKey(prefix, position)))), 1);
            entries.put(countKey(prefix, after, position), mark);
        }
    }

    private byte[] position(Row row) {
        var out = new ByteWriter();
        for (int i = 0; i < spec.order().size(); i++) {
            order.write(i, row.get(i), out);
        }
        return out.toByteArray();
    }

    @Override
    Object result(AggregateCall call, byte[] group, Row direct, long rows) {
        var prefix = prefix(group);
        return switch (AggregateFunctions.keeping(call.spec().function())) {
            case MODE -> rows == 0 ? null : mode(prefix);
            case RANK -> rank(call, prefix, direct, rows);
            default -> call.percentiles().result(direct.get(0), values(prefix, rows));
        };
    }

    private Object mode(byte[] prefix) {
        var first = new ByteWriter().write(prefix).writeByte(1).toByteArray();
        var found = entries.seek(first, false);
        var position = Arrays.copyOfRange(found.key(), first.length + 8, found.key().length);
        return equality.least(entries.get(entryKey(prefix, position))).get(0);
    }

    private Object rank(AggregateCall call, byte[] prefix, Row direct, long rows) {
        var position = position(direct);
        var place = ranks.ofPosition(prefix, position);
        var found = new Object() {
            private RankIndex.Sums before = place.before();
        };
        walker(prefix).walk(place.position(), position, (key, sums) -> {
            found.before = found.before.plus(sums);
            return true;
        });
        var equal = entries.get(entryKey(prefix, position));
        return HypotheticalRanks.result(
                call.spec().function(),
                found.before.rows(),
                found.before.values(),
                equal == null ? 0 : equal.total(),
                rows);
    }

    private RankedValues values(byte[] prefix, long rows) {
        return new RankedValues() {
            @Override
            public long count() {
                return rows;
            }

            @Override
            public Object at(long before) {
                return valueAt(prefix, before);
            }
        };
    }

    private Object valueAt(byte[] prefix, long rank) {
        var place = ranks.ofRank(prefix, rank);
        var at = new Object() {
            private long before = place.before().rows();
            private ZSet values;
        };
        var first = entryKey(prefix, place.position() == null ? new byte[0] : place.position());
        entries.scan(first, OrderedCache.successor(entryKey(prefix, new byte[0])), (key, values) -> {
            at.before += values.total();
            at.values = values;
            return at.before <= rank;
        });
        return equality.least(at.values).get(0);
    }

    @Override
    void flush() {
        entries.flush();
        ranks.flush();
    }

    @Override
    void trim() {
        entries.trim();
        ranks.trim();
    }
}
