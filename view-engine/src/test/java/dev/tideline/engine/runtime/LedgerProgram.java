package dev.tideline.engine.runtime;

import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.wire.ResultManifest.FailedView;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A circuit written by hand over {@code orders(id, customer, amount, note)} and the keyless {@code tags(name)}:
 *
 * <pre>
 * totals  SELECT customer, count(*) AS orders, sum(amount) AS total FROM orders GROUP BY customer
 * big     SELECT id, amount, note FROM orders WHERE amount &gt;= threshold
 * names   SELECT name FROM tags                                              (a bag)
 * </pre>
 *
 * @param threshold part of the plan: another one means another generation
 */
record LedgerProgram(String topology, long threshold) implements StageProgram {

    static final TableName ORDERS = new TableName("public", "orders");
    static final TableName TAGS = new TableName("public", "tags");
    private static final SqlType INT8 = SqlType.of(PgType.INT8);
    private static final SqlType TEXT = SqlType.of(PgType.TEXT);

    @Override
    public String planHash() {
        return "ledger-" + threshold;
    }

    @Override
    public List<TableInput> tables() {
        var orders = new Table(
                ORDERS,
                List.of(
                        new Table.TableColumn("id", INT8, true),
                        new Table.TableColumn("customer", INT8, true),
                        new Table.TableColumn("amount", INT8, true),
                        new Table.TableColumn("note", TEXT, false),
                        new Table.TableColumn("unused", TEXT, false)),
                List.of("id"));
        var tags = new Table(TAGS, List.of(new Table.TableColumn("name", TEXT, false)), List.of());
        return List.of(
                new TableInput(orders, List.of("note", "amount", "customer")), new TableInput(tags, List.of("name")));
    }

    @Override
    public List<ResultView> views() {
        return List.of(
                view("totals", List.of("customer"), false, "customer", INT8, "orders", INT8, "total", INT8),
                view("big", List.of("id"), false, "id", INT8, "amount", INT8, "note", TEXT),
                view("names", List.of(), true, "name", TEXT));
    }

    private static ResultView view(String name, List<String> key, boolean bag, Object... columns) {
        var list = new java.util.ArrayList<ResultView.Column>();
        for (int i = 0; i < columns.length; i += 2) {
            var type = (SqlType) columns[i + 1];
            list.add(
                    new ResultView.Column((String) columns[i], type, type.type().ddl(), null, Comparison.EXACT, null));
        }
        return new ResultView(name, new TableName("public", name), list, key, bag, List.of(), null);
    }

    @Override
    public TypeCatalog types() {
        return new PgTypeCatalog();
    }

    @Override
    public StageLogic open(StateProvider states, HeapBudget heap) {
        return new Ledger(states);
    }

    private final class Ledger implements StageLogic {

        private final BufferedState orders;
        private final BufferedState totals;
        private final BufferedState tags;
        private final BufferedState shown;
        private final BufferedState pending;

        Ledger(StateProvider states) {
            orders = new BufferedState(states.state("orders"));
            totals = new BufferedState(states.state("totals"));
            tags = new BufferedState(states.state("tags"));
            shown = new BufferedState(states.state("shown"));
            pending = new BufferedState(states.state("pending"));
        }

        @Override
        public void step(Map<TableName, List<TableChange>> slice) {
            slice.getOrDefault(ORDERS, List.of()).forEach(this::order);
            slice.getOrDefault(TAGS, List.of()).forEach(this::tag);
        }

        private void order(TableChange change) {
            if (change instanceof TableChange.Truncate) {
                for (byte[] id : orders.firstKeys(Integer.MAX_VALUE)) {
                    replace(id, null);
                }
            } else if (change instanceof TableChange.Delete delete) {
                byte[] id = id((Long) delete.key().get(0));
                if (orders.get(id) == null) {
                    throw new IllegalStateException("order " + delete.key() + " is deleted but not there");
                }
                replace(id, null);
            } else {
                var upsert = (TableChange.Upsert) change;
                byte[] id = id((Long) upsert.key().get(0));
                String note = (String) upsert.row().get(0);
                if (upsert.unavailable() != null) {
                    note = note(orders.get(id));
                }
                replace(id, row((Long) upsert.row().get(2), (Long) upsert.row().get(1), note));
            }
        }

        private void replace(byte[] id, byte[] row) {
            byte[] old = orders.get(id);
            if (old != null) {
                count(customer(old), -1, -amount(old));
            }
            if (row != null) {
                count(customer(row), 1, amount(row));
            }
            orders.put(id, row);
            pending.put(key(1, id), new byte[0]);
        }

        private void count(long customer, long orders, long amount) {
            byte[] key = id(customer);
            byte[] old = totals.get(key);
            var in = old == null ? null : new ByteReader(old);
            long count = orders + (in == null ? 0 : in.readLong());
            long total = amount + (in == null ? 0 : in.readLong());
            totals.put(
                    key,
                    count == 0
                            ? null
                            : new ByteWriter().writeLong(count).writeLong(total).toByteArray());
            pending.put(key(0, key), new byte[0]);
        }

        private void tag(TableChange change) {
            if (change instanceof TableChange.Truncate) {
                for (byte[] name : tags.firstKeys(Integer.MAX_VALUE)) {
                    tags.put(name, null);
                    pending.put(key(2, name), new byte[0]);
                }
                return;
            }
            boolean insert = change instanceof TableChange.Insert;
            Row row = insert ? ((TableChange.Insert) change).row() : ((TableChange.Remove) change).row();
            byte[] name = ((String) row.get(0)).getBytes(StandardCharsets.UTF_8);
            byte[] old = tags.get(name);
            long count = (old == null ? 0 : new ByteReader(old).readLong()) + (insert ? 1 : -1);
            if (count < 0) {
                throw new IllegalStateException("tag " + row + " is removed but not there");
            }
            tags.put(name, count == 0 ? null : new ByteWriter().writeLong(count).toByteArray());
            pending.put(key(2, name), new byte[0]);
        }

        @Override
        public boolean emit(ResultSink to, int budget) {
            List<byte[]> keys = pending.firstKeys(budget + 1);
            for (byte[] key : keys.subList(0, Math.min(budget, keys.size()))) {
                byte[] id = java.util.Arrays.copyOfRange(key, 1, key.length);
                byte[] now =
                        switch (key[0]) {
                            case 0 -> totals.get(id);
                            case 1 -> {
                                byte[] row = orders.get(id);
                                yield row != null && amount(row) >= threshold ? row : null;
                            }
                            default -> tags.get(id);
                        };
                byte[] before = shown.get(key);
                if (!java.util.Arrays.equals(now, before)) {
                    Row keyRow = keyRow(key[0], id);
                    if (now == null) {
                        to.delete(key[0], keyRow);
                    } else {
                        upsert(to, key[0], keyRow, now);
                    }
                    shown.put(key, now);
                }
                pending.put(key, null);
            }
            return keys.size() <= budget;
        }

        private Row keyRow(int view, byte[] id) {
            return new Row(view == 2 ? new String(id, StandardCharsets.UTF_8) : (Object) new ByteReader(id).readLong());
        }

        private void upsert(ResultSink to, int view, Row key, byte[] now) {
            var in = new ByteReader(now);
            switch (view) {
                case 0 -> to.upsert(0, key, new Row(key.get(0), in.readLong(), in.readLong()), 1);
                case 1 -> to.upsert(1, key, new Row(key.get(0), amount(now), note(now)), 1);
                default -> to.upsert(2, key, key, in.readLong());
            }
        }

        @Override
        public List<FailedView> failures() {
            return List.of();
        }

        @Override
        public void flush() {
            List.of(orders, totals, tags, shown, pending).forEach(BufferedState::flush);
        }

        private static byte[] id(long id) {
            return new ByteWriter(8).writeLong(id).toByteArray();
        }

        private static byte[] key(int view, byte[] id) {
            return new ByteWriter(9).writeByte(view).write(id).toByteArray();
        }

        private static byte[] row(long customer, long amount, String note) {
            var out = new ByteWriter().writeLong(customer).writeLong(amount);
            return (note == null ? out : out.writeByte(1).write(note.getBytes(StandardCharsets.UTF_8))).toByteArray();
        }

        private static long customer(byte[] row) {
            return new ByteReader(row).readLong();
        }

        private static long amount(byte[] row) {
            return new ByteReader(row, 8).readLong();
        }

        private static String note(byte[] row) {
            return row.length == 16 ? null : new String(row, 17, row.length - 17, StandardCharsets.UTF_8);
        }
    }
}
