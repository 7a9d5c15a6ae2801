package dev.tideline.engine.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tideline.engine.plan.Table.TableColumn;
import dev.tideline.engine.runtime.WireReader.WrongFormException;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some of a table's columns and how to read them. */
final class ColumnReaders {

    private final TableInput input;
    private final String[] names;
    private final WireReader[] readers;
    private final String[] types;
    private final Map<String, Integer> positions = new HashMap<>();

    ColumnReaders(TableInput input, List<String> columns, TypeCatalog catalog) {
        this.input = input;
        names = columns.toArray(new String[0]);
        readers = new WireReader[names.length];
        types = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            TableColumn column = column(input, names[i]);
            readers[i] = WireReader.of(column.type(), catalog);
            types[i] = column.type().type().ddl();
            positions.put(names[i], i);
        }
    }

    private static TableColumn column(TableInput input, String name) {
        return input.table().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("table " + input.table().name() + " has no column " + name));
    }

    /** Where a column stands among those read; null if it is none of them. */
    Integer position(String column) {
        return positions.get(column);
    }

    int size() {
        return names.length;
    }

    /**
     * Reads an object, on whose start the parser stands.
     *
     * @param unavailable positions of fields whose text means nothing, or null
     */
    Object[] read(JsonParser in, int[] unavailable) throws IOException {
        var values = new Object[names.length];
        var seen = new boolean[names.length];
        int found = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Integer position = positions.get(in.currentName());
            JsonToken value = in.nextToken();
            if (position == null) {
                in.skipChildren();
                continue;
            }
            seen[position] = true;
            found++;
            if (unavailable != null && contains(unavailable, position)) {
                in.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                values[position] = read(in, position);
            }
        }
        if (found != names.length) {
            throw missing(seen);
        }
        return values;
    }

    private Object read(JsonParser in, int position) throws IOException {
        try {
            return readers[position].read(in);
        } catch (WrongFormException | NumberFormatException | SqlError e) {
            throw changed(
                    input,
                    "has another type in column \"" + names[position] + "\" than " + types[position]
                            + ", which the views were analysed with (" + e.getMessage() + ")");
        }
    }

    private DiagnosticException missing(boolean[] seen) {
        var missing = new ArrayList<String>();
        for (int i = 0; i < names.length; i++) {
            if (!seen[i]) {
                missing.add('"' + names[i] + '"');
            }
        }
        return changed(
                input,
                "has no column " + String.join(", ", missing) + " any more, which it had when the views were analysed");
    }

    private static boolean contains(int[] positions, int position) {
        for (int candidate : positions) {
            if (candidate == position) {
                return true;
            }
        }
        return false;
    }

    /** The table is not what it was when the queries were analysed. */
    static DiagnosticException changed(TableInput input, String how) {
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.SOURCE_TABLE,
                "Table " + input.table().name() + " " + how + ".",
                "Restart the engine: it analyses the views again, and builds those that are still valid anew.",
                null));
    }
}
