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
 * <p>Rows are found by key through the index. PostgreSQL has no index search for {@code IS NOT DISTINCT FROM}, so rows are
 * written apart by which of their key columns are NULL (the <em>null mask</em>, bit i for key column i), and each mask has
 * its own condition. A row is rewritten only if its record image differs ({@code *<>}): the type's own equality would keep
 * 1.00 where the answer is 1.0 now.
 *
 * <p>Rows come as a SELECT with columns {@code c0, c1, …} at the positions of the storage columns: from arrays of text in
 * parameters, or from a table in which they waited.
 */
final class ViewSql {

    private final Storage storage;
    private final List<StorageColumn> columns;
    private final List<KeyColumn> key;
    private final boolean bag;
    private final Map<Long, String> upserts = new HashMap<>();
    private final Map<Long, String> deletes = new HashMap<>();

    ViewSql(Storage storage, List<StorageColumn> columns, List<KeyColumn> key, boolean bag) {
        this.storage = storage;
        this.columns = columns;
        this.key = key;
        this.bag = bag;
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
        String table = storage.table().quoted();
        String match = match(nullMask);
        String fresh = fields(i -> "d.c" + i);
        String delta = bag
                ? "(SELECT coalesce(sum(c1), 0) FROM d) - (SELECT coalesce(sum(t." + TableName.quote(ViewRow.COUNT)
                        + "), 0) FROM " + table + " t JOIN d ON " + match + ")"
                : "(SELECT count(*) FROM i)";
        return "WITH d AS MATERIALIZED (" + withDigest(rows) + "), u AS (UPDATE " + table + " t SET "
                + fields(i -> quoted(i) + " = d.c" + i) + " FROM d WHERE " + match + " AND ROW("
                + fields(i -> "t." + quoted(i)) + ")::record OPERATOR(pg_catalog.*<>) ROW(" + fresh
                + ")::record RETURNING 1),"
                + " i AS (INSERT INTO " + table + " (" + fields(this::quoted) + ") SELECT " + fresh
                + " FROM d WHERE NOT EXISTS (SELECT FROM " + table + " t WHERE " + match + ") RETURNING 1)"
                + " SELECT (SELECT count(*) FROM u), (SELECT count(*) FROM i), " + delta;
    }

    String deleteFrom(String keys, long nullMask) {
        String count = bag ? "t." + TableName.quote(ViewRow.COUNT) : "1";
        return "WITH d AS MATERIALIZED (" + withDigest(keys) + "), x AS (DELETE FROM "
                + storage.table().quoted() + " t USING d WHERE " + match(nullMask) + " RETURNING " + count
                + " AS n) SELECT count(*), coalesce(sum(n), 0) FROM x";
    }

    /** Fills an empty storage. */
    String insertFrom(String rows) {
        String sum = bag ? "coalesce(sum(n), 0)" : "count(*)";
        return "WITH i AS (INSERT INTO " + storage.table().quoted() + " (" + fields(this::quoted) + ") SELECT "
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
