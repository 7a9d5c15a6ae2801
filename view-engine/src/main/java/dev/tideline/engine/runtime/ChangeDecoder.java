package dev.tideline.engine.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.ChangeEnvelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the change records of one table into {@link TableChange}s, with only the columns that the circuit asks for. The table must
 * look as it did when the queries were analysed: a column that is gone or has another type is an error, never a NULL.
 *
 * <p>Reads tokens, builds no trees, and skips what nobody asks for. Not thread-safe.
 */
final class ChangeDecoder {

    private static final JsonFactory JSON = new JsonFactory();

    private final TableInput input;
    private final boolean keyed;
    /** The columns that the circuit asks for, and behind them those of the primary key that it does not ask for. */
    private final ColumnReaders row;

    private final int columns;
    private final ColumnReaders key;
    /** How a key of one column begins, if it still is of that column; null for other keys. */
    private final byte[] keyBegin;

    private final int keyPosition;

    ChangeDecoder(TableInput input, TypeCatalog types) {
        this.input = input;
        List<String> primaryKey = input.table().primaryKey();
        keyed = !primaryKey.isEmpty();
        var names = new LinkedHashSet<>(input.columns());
        columns = names.size();
        names.addAll(primaryKey);
        row = new ColumnReaders(input, List.copyOf(names), types);
        key = new ColumnReaders(input, primaryKey, types);
        keyBegin = primaryKey.size() == 1 ? ("{\"" + primaryKey.get(0) + "\":").getBytes(StandardCharsets.UTF_8) : null;
        keyPosition = keyed ? row.position(primaryKey.get(0)) : -1;
    }

    /**
     * Decodes one record, which may be two changes.
     *
     * @throws DiagnosticException if the table is not what it was when the queries were analysed
     */
    void decode(RawChange change, Consumer<TableChange> to) {
        try {
            decodeEnvelope(change, to);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "a change record of " + input.table().name() + " is not readable", e);
        }
    }

    private void decodeEnvelope(RawChange change, Consumer<TableChange> to) throws IOException {
        int[] unavailable = change.unavailable() == null ? null : unavailable(change.unavailable());
        Object[] before = null;
        Object[] after = null;
        String op = null;
        try (JsonParser in = JSON.createParser(change.value())) {
            in.nextToken();
            while (op == null && in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                if (keyed && field.equals(ChangeEnvelope.AFTER) && value != JsonToken.VALUE_NULL) {
                    to.accept(upsert(change, row.read(in, unavailable), unavailable)); // whatever stands behind it
                    return;
                }
                switch (field) {
                    case ChangeEnvelope.BEFORE -> {
                        if (keyed || value == JsonToken.VALUE_NULL) {
                            in.skipChildren();
                        } else {
                            before = row.read(in, null);
                        }
                    }
                    case ChangeEnvelope.AFTER ->
                        after = value == JsonToken.VALUE_NULL ? null : row.read(in, unavailable);
                    case ChangeEnvelope.OP -> op = in.getText();
                    default -> in.skipChildren();
                }
            }
        }
        if (op == null) {
            throw new IllegalStateException(
                    "a change record of " + input.table().name() + " has no operation");
        }
        if (op.equals("t")) {
            to.accept(new TableChange.Truncate());
        } else if (keyed) {
            keyed(op, change, to);
        } else {
            bag(op, before, after, unavailable, to);
        }
    }

    /** A key's new row: the same for an insert, an update and a row that was copied. */
    private TableChange upsert(RawChange change, Object[] after, int[] unavailable) throws IOException {
        Row keyRow = unavailable == null && isKeyAsKnown(change.key()) ? new Row(after[keyPosition]) : key(change);
        return new TableChange.Upsert(
                keyRow,
                new Row(after.length == columns ? after : Arrays.copyOf(after, columns)),
                askedFor(unavailable));
    }

    /** Then the row holds the same value, and it need not be read twice. */
    private boolean isKeyAsKnown(byte[] json) {
        return keyBegin != null
                && json != null
                && json.length > keyBegin.length
                && Arrays.equals(json, 0, keyBegin.length, keyBegin, 0, keyBegin.length);
    }

    private void keyed(String op, RawChange change, Consumer<TableChange> to) throws IOException {
        if (!op.equals("d")) {
            throw unknown(op);
        }
        to.accept(new TableChange.Delete(key(change)));
    }

    private void bag(String op, Object[] before, Object[] after, int[] unavailable, Consumer<TableChange> to) {
        switch (op) {
            case "c", "r" -> to.accept(new TableChange.Insert(new Row(after)));
            case "u" -> {
                Object[] old = required(before);
                if (unavailable != null) {
                    for (int position : unavailable) {
                        after[position] = old[position];
                    }
                }
                to.accept(new TableChange.Remove(new Row(old)));
                to.accept(new TableChange.Insert(new Row(after)));
            }
            case "d" -> to.accept(new TableChange.Remove(new Row(required(before))));
            default -> throw unknown(op);
        }
    }

    private Row key(RawChange change) throws IOException {
        if (change.key() == null) {
            throw changed("has no primary key any more");
        }
        try (JsonParser in = JSON.createParser(change.key())) {
            in.nextToken();
            return new Row(key.read(in, null));
        }
    }

    /** Positions without those behind the columns that the circuit asks for; null if none is left. */
    private int[] askedFor(int[] positions) {
        if (positions == null || columns == row.size()) {
            return positions;
        }
        int[] left =
                Arrays.stream(positions).filter(position -> position < columns).toArray();
        return left.length == 0 ? null : left;
    }

    /** The positions in the circuit's rows of the columns that the header names; null if it names none of them. */
    private int[] unavailable(byte[] header) throws IOException {
        var positions = new int[row.size()];
        int count = 0;
        try (JsonParser in = JSON.createParser(header)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.VALUE_STRING) {
                Integer position = row.position(in.getText());
                if (position != null) {
                    positions[count++] = position;
                }
            }
        }
        return count == 0 ? null : Arrays.copyOf(positions, count);
    }

    private Object[] required(Object[] before) {
        if (before == null) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.SOURCE_REPLICA_IDENTITY,
                    "A change of table " + input.table().name()
                            + ", which has no primary key, came without its old row.",
                    "Run on the source: ALTER TABLE " + input.table().name().quoted() + " REPLICA IDENTITY FULL;",
                    null));
        }
        return before;
    }

    private IllegalStateException unknown(String op) {
        return new IllegalStateException(
                "operation '" + op + "' in a change record of " + input.table().name());
    }

    private DiagnosticException changed(String how) {
        return ColumnReaders.changed(input, how);
    }
}
