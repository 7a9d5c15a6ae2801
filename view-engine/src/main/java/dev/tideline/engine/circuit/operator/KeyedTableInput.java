package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.CircuitViolation;
import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.circuit.WeightedRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.InputColumn;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.SplitRowCodec;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source table with a primary key: turns "the row of this key is now …" into what was taken away and what was added.
 *
 * <p><strong>Law:</strong> its integral is the table, of the columns in use. <strong>State:</strong> primary key → row, which also serves
 * joins on the primary key. <strong>Cost:</strong> one read and one write per changed key. <strong>Example:</strong> an update that
 * changes no used column leaves no trace.
 */
final class KeyedTableInput implements TableSource, Arranged {

    private final OperatorSpec.TableInput spec;
    private final ErrorRows keyTexts;
    private final ObjectCache<Row> rows;

    private Map<Row, Change> changes = Map.of();
    private Map<Row, ZSet> delta;

    KeyedTableInput(OperatorSpec.TableInput spec, String stateName, OperatorContext context) {
        this.spec = spec;
        var keyTypes = spec.key().stream().map(InputColumn::type).toList();
        keyTexts = context.errors(keyTypes);
        var codec = new SplitRowCodec(context.codec(spec.types()), keyIndexes(spec));
        rows = new ObjectCache<>(
                context.states().state(stateName), context.codec(keyTypes), new WithKey(codec), context.share());
    }

    private static int[] keyIndexes(OperatorSpec.TableInput spec) {
        return spec.columns().stream()
                .mapToInt(column -> spec.key().indexOf(column))
                .toArray();
    }

    /** What happened to a key in the step: the row before, and the row now; null for none. */
    private static final class Change {
        private final Row before;
        private Row after;

        Change(Row before) {
            this.before = before;
            this.after = before;
        }
    }

    @Override
    public OperatorSpec.TableInput spec() {
        return spec;
    }

    @Override
    public Delta consume(List<TableChange> slice) {
        changes = new LinkedHashMap<>();
        delta = null;
        for (var change : slice) {
            if (change instanceof TableChange.Upsert upsert) {
                var entry = change(upsert.key());
                entry.after = completed(upsert, entry.after);
            } else if (change instanceof TableChange.Delete delete) {
                var entry = change(delete.key());
                if (entry.after == null) {
                    throw violation(delete.key(), "a row is deleted that is not there");
                }
                entry.after = null;
            } else if (change instanceof TableChange.Truncate) {
                truncate();
            } else {
                throw new IllegalArgumentException(spec.table() + " has a primary key, but got " + change);
            }
        }
        var result = new Delta();
        changes.forEach((key, change) -> {
            if (change.before == null ? change.after == null : change.before.equals(change.after)) {
                return;
            }
            rows.put(key, change.after);
            if (change.before != null) {
                result.rows().add(change.before, -1);
            }
            if (change.after != null) {
                result.rows().add(change.after, 1);
            }
        });
        return result;
    }

    private Change change(Row key) {
        var change = changes.get(key);
        if (change == null) {
            change = new Change(rows.get(key));
            changes.put(key, change);
        }
        return change;
    }

    /** Columns that came without their value keep the one they had. */
    private Row completed(TableChange.Upsert upsert, Row before) {
        if (upsert.unavailable() == null || upsert.unavailable().length == 0) {
            return upsert.row();
        }
        if (before == null) {
            throw violation(upsert.key(), "an update leaves columns unchanged in a row that is not there");
        }
        var values = new Object[upsert.row().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = upsert.row().get(i);
        }
        for (int position : upsert.unavailable()) {
            values[position] = before.get(position);
        }
        return new Row(values);
    }

    private void truncate() {
        var keys = new ArrayList<Row>();
        rows.forEach((key, row) -> keys.add(key));
        keys.forEach(this::change);
        changes.values().forEach(change -> change.after = null);
    }

    private CircuitViolation violation(Row key, String problem) {
        return new CircuitViolation(spec.table().toString(), keyTexts.text(key), problem);
    }

    @Override
    public Map<Row, ZSet> delta() {
        if (delta == null) {
            delta = new HashMap<>();
            changes.forEach((key, change) -> {
                var changed = new ZSet();
                if (change.before != null) {
                    changed.add(change.before, -1);
                }
                if (change.after != null) {
                    changed.add(change.after, 1);
                }
                if (!changed.isEmpty()) {
                    delta.put(key, changed);
                }
            });
        }
        return delta;
    }

    @Override
    public ZSet unkeyedDelta() {
        return Delta.EMPTY.rows();
    }

    @Override
    public void after(Row key, WeightedRows consumer) {
        var row = rows.get(key);
        if (row != null) {
            consumer.accept(row, 1);
        }
    }

    @Override
    public void before(Row key, WeightedRows consumer) {
        var row = rowBefore(key);
        if (row != null) {
            consumer.accept(row, 1);
        }
    }

    @Override
    public boolean anyAfter(Row key) {
        return rows.get(key) != null;
    }

    @Override
    public boolean anyBefore(Row key) {
        return rowBefore(key) != null;
    }

    private Row rowBefore(Row key) {
        var change = changes.get(key);
        return change == null ? rows.get(key) : change.before;
    }

    @Override
    public void flush() {
        rows.flush();
    }

    @Override
    public void trim() {
        changes = Map.of();
        delta = null;
        rows.trim();
    }

    /** A row without the columns that its key holds. */
    private record WithKey(SplitRowCodec codec) implements ObjectCache.EntryCodec<Row> {
        @Override
        public void write(Row key, Row row, ByteWriter out) {
            codec.write(row, out);
        }

        @Override
        public Row read(Row key, ByteReader in) {
            return codec.read(key, in);
        }
    }
}
