package dev.tideline.deploy.verify;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The SQL that shows a view's columns so that both sides can be compared in the order of a sort on the server: as text that
 * is equal exactly if the values are the same for {@code verify}.
 *
 * <p>Columns that are equal byte for byte or by their type come first and sort the rows; floats with a tolerance follow, so
 * that among rows that are otherwise the same the nearest meet.
 */
record ComparedColumns(List<Column> keys, List<Column> floats) {

    /**
     * The characters in their own order, for parts that may stand in any. PostgreSQL puts a line feed and a blank before some parts of a
     * json, but not before the first, so that which is first decides how many there are: only their difference counts.
     */
    private static final String ANY_ORDER = """
            (SELECT CASE WHEN count(*) > 0
                         THEN coalesce(string_agg(part, '' ORDER BY part COLLATE "C") FILTER (WHERE part NOT IN (' ', chr(10))), '')
                              || '/' || (count(*) FILTER (WHERE part = ' ') - count(*) FILTER (WHERE part = chr(10))) END
               FROM regexp_split_to_table((%s)::text, '') AS part)""";

    static ComparedColumns of(List<Column> columns) {
        var keys = new ArrayList<Column>();
        var floats = new ArrayList<Column>();
        for (var column : columns) {
            // An expression, so that a new kind of comparison cannot be forgotten.
            Optional<List<Column>> place =
                    switch (column.comparison()) {
                        case EXACT, TYPE_EQUALITY, ANY_ORDER -> Optional.of(keys);
                        case FLOAT_TOLERANCE -> Optional.of(floats);
                        // Another answer may have another value here.
                        case TIED, TIED_ROWS -> Optional.empty();
                    };
            place.ifPresent(list -> list.add(column));
        }
        return new ComparedColumns(List.copyOf(keys), List.copyOf(floats));
    }

    /** Names in the order of the expressions. */
    List<String> names() {
        var names = new ArrayList<String>();
        keys.forEach(column -> names.add(column.name()));
        floats.forEach(column -> names.add(column.name()));
        return names;
    }

    /** One text expression per column of the row source {@code q}; a constant where there is no column. */
    String expressions() {
        var expressions = new ArrayList<String>();
        keys.forEach(column -> expressions.add(text(column)));
        floats.forEach(column -> expressions.add(reference(column) + "::text"));
        return expressions.isEmpty() ? "1" : String.join(", ", expressions);
    }

    /** Sorts by bytes of UTF-8 whatever the databases' encodings and collations are. */
    String order(boolean utf8) {
        var order = new ArrayList<String>();
        for (var column : keys) {
            order.add((utf8 ? text(column) + " COLLATE \"C\"" : "convert_to(" + text(column) + ", 'UTF8')")
                    + " NULLS FIRST");
        }
        floats.forEach(column -> order.add(reference(column) + " NULLS FIRST"));
        return order.isEmpty() ? "" : "ORDER BY " + String.join(", ", order);
    }

    private static String text(Column column) {
        var reference = reference(column);
        if (column.comparison() == Comparison.ANY_ORDER) {
            return ANY_ORDER.formatted(reference);
        }
        if (column.comparison() != Comparison.TYPE_EQUALITY) {
            return "(" + reference + ")::text";
        }
        var type = column.type();
        if (type.startsWith("numeric") && !type.endsWith("[]")) {
            return "trim_scale(" + reference + ")::text";
        }
        if (type.equals("double precision") || type.equals("real")) {
            return "(" + reference + " + 0)::text"; // -0 and 0 are equal
        }
        // Values that are equal for their type have the same hash, whatever they look like.
        return "hash_record_extended(ROW(" + reference + "), 0)::text";
    }

    private static String reference(Column column) {
        return "q." + TableName.quote(column.name());
    }
}
