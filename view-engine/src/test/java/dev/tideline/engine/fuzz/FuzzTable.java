package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A relation that queries can read: a table, or a view made before.
 *
 * @param keyColumns how many of the first columns are the primary key; 0 for none
 * @param partitioned whether its rows are in two partitions, by the first column of the key
 */
record FuzzTable(String name, List<FuzzColumn> columns, int keyColumns, boolean partitioned) {

    FuzzTable(String name, List<FuzzColumn> columns, int keyColumns) {
        this(name, columns, keyColumns, false);
    }

    /** @param generation what PostgreSQL makes its values of, as the DDL says it; empty for a column that is written */
    record FuzzColumn(String name, FuzzType type, String generation) {

        FuzzColumn(String name, FuzzType type) {
            this(name, type, "");
        }

        boolean isWritten() {
            return generation.isEmpty();
        }

        String ddl() {
            return name + " " + type.sql() + generation;
        }
    }

    private static final String VIRTUAL = " VIRTUAL";

    private static final List<FuzzType> KEYS = List.of(
            FuzzType.TEXT,
            FuzzType.NUMERIC,
            FuzzType.SCALED,
            FuzzType.AMOUNT,
            FuzzType.CHAR,
            FuzzType.BPCHAR,
            FuzzType.INT8,
            FuzzType.FLOAT8,
            FuzzType.DATE,
            FuzzType.TIMESTAMPTZ,
            FuzzType.UUID,
            FuzzType.MOOD,
            FuzzType.INTERVAL,
            FuzzType.INET,
            FuzzType.NUMERIC_RANGE,
            FuzzType.NUMERIC_MULTIRANGE,
            FuzzType.MACADDR);

    static FuzzTable random(String name, Random random) {
        int keyColumns = List.of(1, 1, 2, 0).get(random.nextInt(4));
        var columns = new ArrayList<FuzzColumn>();
        for (int i = 0; i < keyColumns; i++) {
            boolean unusual = random.nextInt(3) == 0;
            columns.add(new FuzzColumn("k" + i, unusual ? KEYS.get(random.nextInt(KEYS.size())) : FuzzType.INT4));
        }
        int others = 2 + random.nextInt(4);
        for (int i = 0; i < others; i++) {
            columns.add(new FuzzColumn("c" + i, i == 0 ? FuzzType.INT4 : FuzzType.random(random)));
        }
        boolean partitioned = keyColumns > 0 && columns.get(0).type() == FuzzType.INT4 && random.nextInt(8) == 0;
        return new FuzzTable(name, columns, keyColumns, partitioned);
    }

    /**
     * The same with a generated column, in the kinds that a server may take; the last one is the table as it is. Virtual ones exist since
     * PostgreSQL 18, and only a table with a key can do without old rows, which it cannot publish with them.
     */
    List<FuzzTable> generating(Random random) {
        var scope = columns.stream()
                .map(column -> new Scoped(column.name(), column.type()))
                .toList();
        var value = new ExpressionGenerator(random, true).expression(scope, 2);
        var variants = new ArrayList<FuzzTable>();
        if (keyColumns > 0 && random.nextBoolean()) {
            variants.add(generating(value, VIRTUAL));
        }
        variants.add(generating(value, " STORED"));
        variants.add(this);
        return variants;
    }

    private FuzzTable generating(Scoped value, String kind) {
        var extended = new ArrayList<>(columns);
        extended.add(new FuzzColumn("made0", value.type(), " GENERATED ALWAYS AS (" + value.sql() + ")" + kind));
        return new FuzzTable(name, extended, keyColumns, partitioned);
    }

    private List<FuzzColumn> written() {
        return columns.stream().filter(FuzzColumn::isWritten).toList();
    }

    /** What makes the log tell old rows whole, if it can. */
    Optional<String> identity() {
        boolean virtual =
                columns.stream().anyMatch(column -> column.generation().endsWith(VIRTUAL));
        return virtual ? Optional.empty() : Optional.of("ALTER TABLE " + name + " REPLICA IDENTITY FULL");
    }

    String ddl() {
        var columnList = columns.stream().map(FuzzColumn::ddl).collect(Collectors.joining(", "));
        return "CREATE TABLE " + name + " (" + columnList + (keyColumns == 0 ? "" : ", PRIMARY KEY (" + keyList() + ")")
                + ")"
                + (partitioned
                        ? " PARTITION BY LIST (k0); CREATE TABLE " + name + "_few PARTITION OF " + name
                                + " FOR VALUES IN (1, 2, 3, 5, 7, 11); CREATE TABLE " + name + "_rest PARTITION OF "
                                + name + " DEFAULT"
                        : "");
    }

    String keyList() {
        return columns.subList(0, keyColumns).stream().map(FuzzColumn::name).collect(Collectors.joining(", "));
    }

    /** One random statement that changes some rows. */
    String change(Random random) {
        int kind = random.nextInt(40);
        if (kind == 0) {
            return "TRUNCATE " + name;
        } else if (kind < 20) {
            return insert(1 + random.nextInt(4), random);
        } else if (kind < 22 && keyColumns > 0) {
            return "UPDATE " + name + " SET " + moved(columns.get(0));
        } else if (kind < 32) {
            var set = written().get(keyColumns + random.nextInt(written().size() - keyColumns));
            return "UPDATE " + name + " SET " + set.name() + " = " + value(set, random) + " WHERE " + condition(random);
        }
        return "DELETE FROM " + name + " WHERE " + condition(random);
    }

    /** Another key for every row; of numerics another form of the same one. */
    private static String moved(FuzzColumn key) {
        return key.name() + " = "
                + switch (key.type().family()) {
                    case INTEGER -> "-" + key.name();
                    case NUMERIC -> key.name() + " * 1.0";
                    case FLOAT -> "-" + key.name();
                    case TEXT -> key.name() + " || 'k'";
                    case CHAR -> "upper(" + key.name() + ")";
                    default -> key.name();
                };
    }

    String insert(int rows, Random random) {
        var values = new ArrayList<String>();
        for (int i = 0; i < rows; i++) {
            values.add(written().stream()
                    .map(column -> value(column, random))
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        return "INSERT INTO " + name + " VALUES " + String.join(", ", values)
                + (keyColumns == 0 ? "" : " ON CONFLICT DO NOTHING");
    }

    private String value(FuzzColumn column, Random random) {
        boolean key = columns.indexOf(column) < keyColumns;
        if (key && column.type() == FuzzType.INT4) {
            return String.valueOf(random.nextInt(30));
        }
        return !key && random.nextInt(6) == 0 ? "NULL" : column.type().literal(random);
    }

    private String condition(Random random) {
        if (keyColumns > 0 && columns.get(0).type() == FuzzType.INT4) {
            return columns.get(0).name() + " % 7 = " + random.nextInt(7);
        }
        return "c0 = " + random.nextInt(5) + (random.nextInt(3) == 0 ? " OR c0 IS NULL" : "");
    }
}
