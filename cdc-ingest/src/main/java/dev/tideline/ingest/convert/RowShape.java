package dev.tideline.ingest.convert;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tideline.schemas.wire.TableName;
import java.io.IOException;
import java.util.List;

/** How the rows of one version of a table become JSON: names and forms of the columns, and which of them are the key. */
public final class RowShape {

    private final TableName table;
    private final SerializableString[] names;
    private final ValueForm[] forms;
    private final int[] key;
    private final SerializableString schemaName;
    private final SerializableString tableName;

    RowShape(TableName table, List<String> names, List<ValueForm> forms, int[] key) {
        this.table = table;
        this.names = names.stream().map(SerializedString::new).toArray(SerializableString[]::new);
        this.forms = forms.toArray(ValueForm[]::new);
        this.key = key;
        this.schemaName = new SerializedString(table.schema());
        this.tableName = new SerializedString(table.name());
    }

    public TableName table() {
        return table;
    }

    /** Whether the table has a primary key that is checked at once. */
    public boolean keyed() {
        return key.length > 0;
    }

    String name(int column) {
        return names[column].getValue();
    }

    SerializableString schemaName() {
        return schemaName;
    }

    SerializableString tableName() {
        return tableName;
    }

    void writeColumn(int column, String text, JsonGenerator out) throws IOException {
        out.writeFieldName(names[column]);
        if (text == null) {
            out.writeNull();
            return;
        }
        try {
            forms[column].write(text, out);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "a value of " + table + "." + name(column) + " is not in the form that its type promises", e);
        }
    }

    void writeKey(String[] row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (int column : key) {
            writeColumn(column, row[column], out);
        }
        out.writeEndObject();
    }
}
