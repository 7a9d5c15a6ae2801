package dev.tideline.sink.epoch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.ViewRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a view's records become rows of text: the storage columns (those of the view; for a bag {@link ViewRow#ROW_ID} and
 * {@link ViewRow#COUNT} before them) and which of them are the key. Every value becomes PostgreSQL's text form, null is NULL.
 */
public final class RowLayout {

    private static final JsonFactory JSON = new JsonFactory();

    private final String topology;
    private final TopologyDescriptor.View view;
    private final List<String> columns;
    private final List<String> keyColumns;
    private final List<String> valueColumns;
    private final int[] keyPositions;

    public RowLayout(String topology, TopologyDescriptor.View view) {
        this.topology = topology;
        this.view = view;
        var own = view.columns().stream().map(TopologyDescriptor.Column::name).toList();
        if (view.bag()) {
            var all = new ArrayList<>(List.of(ViewRow.ROW_ID, ViewRow.COUNT));
            all.addAll(own);
            columns = List.copyOf(all);
            keyColumns = List.of(ViewRow.ROW_ID);
            valueColumns = columns.subList(1, columns.size());
        } else {
            columns = own;
            keyColumns = view.key();
            valueColumns = own;
        }
        keyPositions = keyColumns.stream().mapToInt(columns::indexOf).toArray();
    }

    public List<String> columns() {
        return columns;
    }

    public List<String> keyColumns() {
        return keyColumns;
    }

    /** Where the key columns stand among {@link #columns()}. */
    public int[] keyPositions() {
        return keyPositions.clone();
    }

    /** All columns of a row that is to be there. */
    public String[] row(RecordKey key, byte[] value) {
        var row = new String[columns.size()];
        if (view.bag()) {
            read(key.json(), keyColumns, row, 0);
            read(value, valueColumns, row, 1);
        } else {
            read(value, valueColumns, row, 0);
        }
        return row;
    }

    /** The key columns of a row that is to be gone. */
    public String[] key(RecordKey key) {
        var values = new String[keyColumns.size()];
        read(key.json(), keyColumns, values, 0);
        return values;
    }

    private void read(byte[] json, List<String> names, String[] into, int offset) {
        try (var parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw broken("a record that is not a JSON object");
            }
            int found = 0;
            // Records list their fields in the order of the columns, so the next name is nearly always the expected
            // one.
            int expected = 0;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                int column =
                        expected < names.size() && names.get(expected).equals(name) ? expected : names.indexOf(name);
                if (column < 0) {
                    throw broken("a field '" + name + "' that is none of its columns");
                }
                into[offset + column] = text(parser);
                expected = column + 1;
                found++;
            }
            if (found != names.size()) {
                throw broken("a record with " + found + " of " + names.size() + " columns");
            }
        } catch (IOException e) {
            throw broken("a record that is not JSON (" + e.getMessage() + ")");
        }
    }

    private String text(JsonParser parser) throws IOException {
        return switch (parser.nextToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> "t";
            case VALUE_FALSE -> "f";
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            default -> throw broken("a value that is neither text, number nor boolean");
        };
    }

    private RuntimeException broken(String what) {
        return BrokenResults.because(topology, "topic '" + view.topic() + "' holds " + what);
    }
}
