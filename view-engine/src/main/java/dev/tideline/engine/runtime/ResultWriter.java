package dev.tideline.engine.runtime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.engine.value.TypeSemantics;
import dev.tideline.schemas.wire.JsonBuffer;
import dev.tideline.schemas.wire.ViewRow;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes keys and rows of one view as {@link ViewRow} says. Not thread-safe. */
final class ResultWriter {

    private static final SerializedString ROW_ID = new SerializedString(ViewRow.ROW_ID);
    private static final SerializedString COUNT = new SerializedString(ViewRow.COUNT);
    private static final int ROW_ID_BYTES = 16;

    private final boolean bag;
    private final Field[] columns;
    private final Field[] key;
    private final JsonBuffer out = new JsonBuffer();
    private final ByteWriter canonical = new ByteWriter(256);
    private final MessageDigest digest;

    ResultWriter(ResultView view, TypeCatalog types) {
        bag = view.bag();
        columns = view.columns().stream()
                .map(column -> new Field(column.name(), column.type(), types))
                .toArray(Field[]::new);
        key = view.key().stream().map(name -> field(view, name)).toArray(Field[]::new);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private Field field(ResultView view, String name) {
        for (int i = 0; i < columns.length; i++) {
            if (view.columns().get(i).name().equals(name)) {
                return columns[i];
            }
        }
        throw new IllegalArgumentException("view " + view.name() + " has no column " + name);
    }

    /** The record's key; for a bag made from the row itself. */
    byte[] key(Row keyRow) {
        return out.document(json -> {
            json.writeStartObject();
            if (bag) {
                json.writeFieldName(ROW_ID);
                json.writeString(rowId(keyRow));
            } else {
                for (int i = 0; i < key.length; i++) {
                    key[i].write(keyRow.get(i), json);
                }
            }
            json.writeEndObject();
        });
    }

    byte[] value(Row row, long count) {
        return out.document(json -> {
            json.writeStartObject();
            for (int i = 0; i < columns.length; i++) {
                columns[i].write(row.get(i), json);
            }
            if (bag) {
                json.writeFieldName(COUNT);
                json.writeNumber(count);
            }
            json.writeEndObject();
        });
    }

    private String rowId(Row row) {
        canonical.reset();
        for (int i = 0; i < columns.length; i++) {
            Object value = row.get(i);
            canonical.writeByte(value == null ? 0 : 1);
            if (value != null) {
                columns[i].semantics.write(value, canonical);
            }
        }
        byte[] hash = digest.digest(canonical.toByteArray());
        return HexFormat.of().formatHex(hash, 0, ROW_ID_BYTES);
    }

    /** One column and its form in JSON. */
    private static final class Field {

        private final SerializedString name;
        private final TypeSemantics semantics;
        private final Form form;

        Field(String name, SqlType type, TypeCatalog types) {
            this.name = new SerializedString(name);
            this.semantics = types.semantics(type);
            this.form = Form.of(type);
        }

        void write(Object value, JsonGenerator json) throws IOException {
            json.writeFieldName(name);
            if (value == null) {
                json.writeNull();
                return;
            }
            switch (form) {
                case BOOLEAN -> json.writeBoolean((Boolean) value);
                case INTEGER -> json.writeNumber(((Number) value).longValue());
                case FLOAT -> {
                    String text = semantics.toText(value, SessionSettings.UTC);
                    if (Double.isFinite(((Number) value).doubleValue())) {
                        json.writeNumber(text);
                    } else {
                        json.writeString(text);
                    }
                }
                case TEXT -> json.writeString(semantics.toText(value, SessionSettings.UTC));
            }
        }
    }

    private enum Form {
        BOOLEAN,
        INTEGER,
        FLOAT,
        TEXT;

        static Form of(SqlType type) {
            if (type.underlying() instanceof PgType.Base base) {
                return switch (base.name()) {
                    case "bool" -> BOOLEAN;
                    case "int2", "int4", "int8" -> INTEGER;
                    case "float4", "float8" -> FLOAT;
                    default -> TEXT;
                };
            }
            return TEXT;
        }
    }
}
