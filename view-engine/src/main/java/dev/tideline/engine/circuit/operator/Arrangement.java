package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.WeightedRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.KeyPart;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.state.SplitRowCodec;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a collection by key for the joins above it.
 *
 * <p><strong>Law:</strong> the identity; its output is its input. <strong>State:</strong> (key, row) → weight, one entry per row.
 * <strong>Cost:</strong> per changed row one write, and one read if rows may repeat; a read of a key costs its rows, and nothing if
 * the heap has them. <strong>Example:</strong> orders by customer_id, read when a customer changes.
 */
final class Arrangement implements Operator, Arranged {

    /** Keys with up to this many rows are kept in the heap as a whole once they were read. */
    private static final int SMALL = 64;

    private static final byte[] ONE = {2};

    private final int input;
    private final boolean unique;
    private final KeyExtractor keys;
    private final ErrorRows errors;
    private final KeyedState state;
    private final RowCodec keyCodec;
    private final SplitRowCodec rowCodec;
    private final CacheShare share;

    private final LinkedHashMap<Row, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Row, Bucket> dirty = new LinkedHashMap<>();
    private final ByteWriter out = new ByteWriter();
    /** Keys and rows in the buckets. */
    private int cachedRows;

    private Map<Row, ZSet> delta = Map.of();
    private ZSet unkeyed = new ZSet();

    Arrangement(OperatorSpec.Arrange spec, List<SqlType> rowTypes, String stateName, OperatorContext context) {
        input = spec.input();
        unique = spec.unique();
        keys = new KeyExtractor(spec.key(), context);
        errors = context.errors(rowTypes);
        state = context.states().state(stateName);
        keyCodec = context.codec(spec.key().stream().map(KeyPart::type).toList());
        rowCodec = new SplitRowCodec(context.codec(rowTypes), keyIndexes(spec.key(), rowTypes, context));
        share = context.share();
    }

    /** Which columns of a row the key holds unchanged. */
    private static int[] keyIndexes(List<KeyPart> key, List<SqlType> rowTypes, OperatorContext context) {
        var indexes = new int[rowTypes.size()];
        Arrays.fill(indexes, -1);
        for (int i = 0; i < key.size(); i++) {
            var part = key.get(i);
            if (part.value() instanceof InputRef column
                    && part.widening() == KeyPart.Widening.NONE
                    && part.type().equals(rowTypes.get(column.index()))
                    && context.types().semantics(part.type()).identitySafe()) {
                indexes[column.index()] = i;
            }
        }
        return indexes;
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[input];
        delta = new HashMap<>();
        unkeyed = new ZSet();
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var failed = new ZSet();
        in.rows().forEach((row, weight) -> {
            try {
                var key = keys.key(row);
                var target = key == null ? unkeyed : delta.computeIfAbsent(key, absent -> new ZSet());
                target.add(row, weight);
            } catch (SqlError error) {
                failed.add(errors.of(error, row), weight);
            }
        });
        delta.forEach((key, rows) -> {
            var bucket = bucket(key);
            int before = bucket.size();
            rows.forEach((row, weight) -> bucket.set(row, weightBefore(key, bucket, row, weight) + weight));
            dirty.put(key, bucket);
            cachedRows += bucket.size() - before;
        });
        if (failed.isEmpty()) {
            return in;
        }
        failed.addAll(in.errors(), 1);
        return new Delta(in.rows(), failed);
    }

    /** In a set the sign of the change tells what was before: no read. */
    private long weightBefore(Row key, Bucket bucket, Row row, long change) {
        if (unique) {
            return change < 0 ? 1 : 0;
        }
        if (bucket.knows(row)) {
            return bucket.weight(row);
        }
        var bytes = state.get(stateKey(key, row));
        return bytes == null ? 0 : new ByteReader(bytes).readSignedVarLong();
    }

    @Override
    public Map<Row, ZSet> delta() {
        return delta;
    }

    @Override
    public ZSet unkeyedDelta() {
        return unkeyed;
    }

    @Override
    public void after(Row key, WeightedRows consumer) {
        visitAfter(key, (row, weight) -> {
            consumer.accept(row, weight);
            return true;
        });
    }

    @Override
    public void before(Row key, WeightedRows consumer) {
        visitBefore(key, (row, weight) -> {
            consumer.accept(row, weight);
            return true;
        });
    }

    @Override
    public boolean anyAfter(Row key) {
        return !visitAfter(key, (row, weight) -> false);
    }

    @Override
    public boolean anyBefore(Row key) {
        return !visitBefore(key, (row, weight) -> false);
    }

    private boolean visitBefore(Row key, Bucket.Visitor visitor) {
        var changed = delta.get(key);
        if (changed == null) {
            return visitAfter(key, visitor);
        }
        boolean goOn = visitAfter(key, (row, weight) -> {
            long before = weight - changed.weight(row);
            return before == 0 || visitor.visit(row, before);
        });
        if (!goOn) {
            return false;
        }
        var gone = new ArrayList<Row>();
        var bucket = bucket(key);
        changed.forEach((row, weight) -> {
            if (bucket.weight(row) == 0) {
                gone.add(row);
            }
        });
        for (var row : gone) {
            if (!visitor.visit(row, -changed.weight(row))) {
                return false;
            }
        }
        return true;
    }

    private boolean visitAfter(Row key, Bucket.Visitor visitor) {
        var bucket = bucket(key);
        if (!bucket.complete() && !readThrough(key, bucket, visitor)) {
            return false;
        }
        return bucket.visit(visitor);
    }

    /** Reads the state's rows of a key: few are taken over into the bucket, which is complete then; many are visited in passing. */
    private boolean readThrough(Row key, Bucket bucket, Bucket.Visitor visitor) {
        var prefix = keyCodec.toBytes(key);
        var few = new ArrayList<Row>();
        var weights = new ArrayList<Long>();
        try (var cursor = state.scan(prefix)) {
            while (cursor.next()) {
                var stateKey = cursor.key();
                share.sample(stateKey.length);
                var row = rowCodec.read(key, new ByteReader(stateKey, prefix.length));
                if (bucket.knows(row)) {
                    continue;
                }
                long weight = new ByteReader(cursor.value()).readSignedVarLong();
                if (few != null && few.size() < SMALL) {
                    few.add(row);
                    weights.add(weight);
                    continue;
                }
                if (few != null) {
                    for (int i = 0; i < few.size(); i++) {
                        if (!visitor.visit(few.get(i), weights.get(i))) {
                            return false;
                        }
                    }
                    few = null;
                }
                if (!visitor.visit(row, weight)) {
                    return false;
                }
            }
        }
        if (few != null) {
            for (int i = 0; i < few.size(); i++) {
                bucket.load(few.get(i), weights.get(i));
            }
            bucket.markComplete();
            cachedRows += few.size();
        }
        return true;
    }

    private Bucket bucket(Row key) {
        var bucket = buckets.get(key);
        if (bucket == null) {
            bucket = new Bucket();
            buckets.put(key, bucket);
            cachedRows++;
        }
        return bucket;
    }

    @Override
    public void flush() {
        dirty.forEach((key, bucket) -> {
            int before = bucket.size();
            bucket.clean((row, weight) -> state.put(stateKey(key, row), weight == 0 ? null : weightBytes(weight)));
            cachedRows += bucket.size() - before;
            if (bucket.size() == 0 && !bucket.complete()) {
                // It knows nothing.
                buckets.remove(key);
                cachedRows--;
            }
        });
        dirty.clear();
    }

    private static byte[] weightBytes(long weight) {
        return weight == 1 ? ONE : new ByteWriter(4).writeSignedVarLong(weight).toByteArray();
    }

    private byte[] stateKey(Row key, Row row) {
        keyCodec.write(key, out.reset());
        rowCodec.write(row, out);
        share.sample(out.length());
        return out.toByteArray();
    }

    @Override
    public void trim() {
        delta = Map.of();
        unkeyed = new ZSet();
        int allowed = share.allowed(cachedRows);
        if (cachedRows <= allowed) {
            return;
        }
        flush();
        var eldest = buckets.values().iterator();
        while (cachedRows > allowed / 4 * 3 && eldest.hasNext()) {
            cachedRows -= eldest.next().size() + 1;
            eldest.remove();
        }
        share.account(cachedRows);
    }
}
