package dev.tideline.sink.postgres.apply;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.ViewRow;
import dev.tideline.sink.postgres.catalog.KeyForm;
import dev.tideline.sink.postgres.catalog.Storage;
import dev.tideline.sink.postgres.ddl.KeyColumn;
import dev.tideline.sink.postgres.ddl.KeyIndex;
import dev.tideline.sink.postgres.ddl.StorageColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that write one view's storage.
 *
 * <p>Rows are found by key through the index, whatever the planner believes of the table's size: every look-up is a LATERAL
 * subquery with a LIMIT, which cannot become a join over the whole table, and rows are deleted by their place. A plan that
 * was made for a small table is thus right for a large one.
 *
 * <p>PostgreSQL has no index search for {@code IS NOT DISTINCT FROM}, so rows are written apart by which of their key columns
 * are NULL (the <em>null mask</em>, bit i for key column i), and each mask has its own condition. A row is rewritten only if
 * its record image differs ({@code *<>}): the type's own equality would keep 1.00 where the answer is 1.0 now.
 *
 * <p>Rows come as a SELECT with columns {@code c0, c1, …} at the positions of the storage columns: from arrays of text in
 * parameters, or from a table in which they waited.
 */
final class ViewSql {

    private final Storage storage;
    private final List<StorageColumn> columns;
    private final List<KeyColumn> key;
    private final boolean bag;
    private final boolean nullsAreEqual;
    private final Map<Long, String> upserts = new HashMap<>();
    private final Map<Long, String> deletes = new HashMap<>();

    /** @param nullsAreEqual whether the unique index takes NULLs for equal */
    ViewSql(Storage storage, List<StorageColumn> columns, List<KeyColumn> key, boolean bag, boolean nullsAreEqual) {
        this.storage = storage;
        this.columns = columns;
        this.key = key;
        this.bag = bag;
        this.nullsAreEqual = nullsAreEqual;
    }

    /** Upserts rows given as one text array per storage column; selects updated, inserted and the delta of rows. */
    String upsert(long nullMask) {
        return upserts.computeIfAbsent(nullMask, mask -> upsertFrom(selectArrays(allPositions()), mask));
    }

    /** Deletes rows given as one text array per key column; selects how many, and how many rows they stood for. */
    String delete(long nullMask) {
        return deletes.computeIfAbsent(
                nullMask,
                mask -> deleteFrom(
                        key.isEmpty()
                                ? "SELECT 1 FROM unnest(?::text[])"
                                : selectArrays(
                                        key.stream().map(KeyColumn::position).toList()),
                        mask));
    }

    String upsertFrom(String rows, long nullMask) {
        String delta = bag ? "coalesce(sum(c1 - coalesce(n, 0)), 0)" : "count(*) FILTER (WHERE NOT there)";
        return "WITH " + changed(rows, nullMask) + ", w AS (INSERT INTO " + table() + " (" + fields(this::quoted)
                + ") SELECT " + fields(i -> "c" + i) + " FROM c ON CONFLICT (" + conflictTarget() + ") DO UPDATE SET "
                + fields(i -> quoted(i) + " = excluded." + quoted(i)) + " RETURNING 1)"
                + " SELECT count(*) FILTER (WHERE there), count(*) FILTER (WHERE NOT there), " + delta + " FROM c";
    }

    /**
     * True if rows of this null mask cannot be upserted, because their unique index takes NULLs for different (PostgreSQL
     * 14): then {@link #deleteChangedFrom} and {@link #insertMissingFrom} do it in two steps.
     */
    boolean isReplaced(long nullMask) {
        return nullMask != 0 && !nullsAreEqual;
    }

    /** Deletes the rows that are there and differ; selects how many. */
    String deleteChangedFrom(String rows, long nullMask) {
        return "WITH d AS MATERIALIZED (" + withDigest(rows) + "), x AS (DELETE FROM " + table()
                + " WHERE ctid = ANY (ARRAY(SELECT f.tid FROM d CROSS JOIN LATERAL (SELECT t.ctid AS tid FROM "
                + table()
                + " t WHERE " + match(nullMask) + " AND " + differs() + " LIMIT 1) f)) RETURNING 1)"
                + " SELECT count(*) FROM x";
    }

    /** Inserts the rows that are not there; selects how many. */
    String insertMissingFrom(String rows, long nullMask) {
        return "WITH " + changed(rows, nullMask) + ", w AS (INSERT INTO " + table() + " (" + fields(this::quoted)
                + ") SELECT " + fields(i -> "c" + i) + " FROM c RETURNING 1) SELECT count(*) FROM w";
    }

    String deleteFrom(String keys, long nullMask) {
        String count = bag ? TableName.quote(ViewRow.COUNT) : "1";
        return "WITH d AS MATERIALIZED (" + withDigest(keys) + "), x AS (DELETE FROM " + table()
                + " WHERE ctid = ANY (ARRAY(SELECT f.tid FROM d CROSS JOIN LATERAL (SELECT t.ctid AS tid FROM "
                + table()
                + " t WHERE " + match(nullMask) + " LIMIT 1) f)) RETURNING " + count
                + " AS n) SELECT count(*), coalesce(sum(n), 0) FROM x";
    }

    /** Deletes the rows given as for {@link #upsert} that are there and differ. */
    String deleteChanged(long nullMask) {
        return deleteChangedFrom(selectArrays(allPositions()), nullMask);
    }

    /** Inserts the rows given as for {@link #upsert} that are not there. */
    String insertMissing(long nullMask) {
        return insertMissingFrom(selectArrays(allPositions()), nullMask);
    }

    /** Fills an empty storage. */
    String insertFrom(String rows) {
        String sum = bag ? "coalesce(sum(n), 0)" : "count(*)";
        return "WITH i AS (INSERT INTO " + table() + " (" + fields(this::quoted) + ") SELECT "
                + fields(i -> "d.c" + i) + " FROM (" + rows + ") d RETURNING "
                + (bag ? TableName.quote(ViewRow.COUNT) : "1") + " AS n) SELECT count(*), " + sum + " FROM i";
    }

    /** The condition that a row {@code c0 …} has exactly this null mask. */
    String hasMask(long nullMask) {
        return key.isEmpty()
                ? "true"
                : IntStream.range(0, key.size())
                        .mapToObj(i ->
                                "c" + key.get(i).position() + ((nullMask >> i & 1) == 1 ? " IS NULL" : " IS NOT NULL"))
                        .collect(Collectors.joining(" AND "));
    }

    /** The null mask of a row {@code c0 …} as an expression. */
    String maskExpression() {
        return key.isEmpty() || storage.keyForm() == KeyForm.DIGEST
                ? "0::bigint"
                : IntStream.range(0, key.size())
                        .mapToObj(i -> "CASE WHEN c" + key.get(i).position() + " IS NULL THEN " + (1L << i)
                                + "::bigint ELSE 0::bigint END")
                        .collect(Collectors.joining(" + "));
    }

    /** The rows {@code d}, and among them {@code c}: those that are new or differ from what is there. */
    private String changed(String rows, long nullMask) {
        String count = bag ? "t." + TableName.quote(ViewRow.COUNT) : "1";
        return "d AS MATERIALIZED (" + withDigest(rows) + "), c AS MATERIALIZED (SELECT " + fields(i -> "d.c" + i)
                + ", f.differs IS NOT NULL AS there, f.n FROM d LEFT JOIN LATERAL (SELECT " + differs()
                + " AS differs, " + count + " AS n FROM " + table() + " t WHERE " + match(nullMask)
                + " LIMIT 1) f ON true WHERE f.differs IS NOT FALSE)";
    }

    private String differs() {
        return "ROW(" + fields(i -> "t." + quoted(i)) + ")::record OPERATOR(pg_catalog.*<>) ROW("
                + fields(i -> "d.c" + i) + ")::record";
    }

    private String conflictTarget() {
        return switch (storage.keyForm()) {
            case PRIMARY, UNIQUE ->
                String.join(
                        ", ",
                        keyFields(column -> TableName.quote(column.column().name())));
            case DIGEST ->
                KeyIndex.digest(
                        keyFields(column -> TableName.quote(column.column().name())));
            case SINGLE_ROW -> "(true)";
        };
    }

    private String table() {
        return storage.table().quoted();
    }

    private String withDigest(String rows) {
        if (storage.keyForm() != KeyForm.DIGEST) {
            return rows;
        }
        return "SELECT r.*, " + KeyIndex.digest(keyFields(column -> "r.c" + column.position())) + " AS digest FROM ("
                + rows + ") r";
    }

    private String match(long nullMask) {
        if (storage.keyForm() == KeyForm.DIGEST) {
            return KeyIndex.digest(keyFields(
                            column -> "t." + TableName.quote(column.column().name()))) + " = d.digest";
        }
        if (key.isEmpty()) {
            return "true";
        }
        var conditions = new ArrayList<String>();
        for (int i = 0; i < key.size(); i++) {
            var column = key.get(i);
            String field = "t." + TableName.quote(column.column().name());
            conditions.add(
                    (nullMask >> i & 1) == 1
                            ? field + " IS NULL"
                            : field + " " + column.equality() + " d.c" + column.position());
        }
        return String.join(" AND ", conditions);
    }

    private String selectArrays(List<Integer> positions) {
        String names = positions.stream().map(i -> "a" + i).collect(Collectors.joining(", "));
        String arrays = positions.stream().map(i -> "?::text[]").collect(Collectors.joining(", "));
        String casts = positions.stream()
                .map(i -> columns.get(i).cast("x.a" + i) + " AS c" + i)
                .collect(Collectors.joining(", "));
        return "SELECT " + casts + " FROM unnest(" + arrays + ") AS x(" + names + ")";
    }

    private List<Integer> allPositions() {
        return IntStream.range(0, columns.size()).boxed().toList();
    }

    private List<String> keyFields(Function<KeyColumn, String> field) {
        return key.stream().map(field).toList();
    }

    private String fields(IntFunction<String> field) {
        return IntStream.range(0, columns.size()).mapToObj(field).collect(Collectors.joining(", "));
    }

    private String quoted(int position) {
        return TableName.quote(columns.get(position).name());
    }
}
