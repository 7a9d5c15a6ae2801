package dev.tideline.engine.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgTsQuery;
import dev.tideline.engine.value.PgTsVector;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.engine.value.TypeSemantics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.UUID;

/** Reads a value that is not null from its form in {@link dev.tideline.schemas.wire.ChangeEnvelope}. */
@FunctionalInterface
interface WireReader {

    /** Days from PostgreSQL's epoch, 2000-01-01, back to 1970-01-01. */
    int DAYS_TO_2000 = 10_957;

    long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;

    /**
     * The parser stands on the value's first token and is left on its last.
     *
     * @throws WrongFormException if the value has not the form of the type
     */
    Object read(JsonParser in) throws IOException;

    /** The value is not in the form of the column's type: the column's type has changed. */
    final class WrongFormException extends RuntimeException {
        WrongFormException(String expected, String actual) {
            super(expected + " expected, but found " + actual, null, false, false);
        }
    }

    static WireReader of(SqlType type, TypeCatalog types) {
        PgType underlying = type.underlying();
        if (underlying instanceof PgType.Base base) {
            return base(base.name(), types.semantics(type));
        }
        if (underlying instanceof PgType.Array array) {
            // The element's modifier and collation are the array's; they do not matter for reading.
            return array(of(SqlType.of(array.element()), types), types.semantics(type));
        }
        if (underlying instanceof PgType.Enum) {
            return WireReader::text;
        }
        return parsed(types.semantics(type));
    }

    private static WireReader base(String name, TypeSemantics semantics) {
        return switch (name) {
            case "bool" -> WireReader::bool;
            case "int2", "int4" -> in -> (int) integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "int8", "oid" -> in -> integer(in, Long.MIN_VALUE, Long.MAX_VALUE);
            // From the text: a double made a float would be rounded twice, and JSON's -0 is not an integer here.
            case "float4" -> in -> Float.parseFloat(numberOrText(in));
            case "float8" -> in -> Double.parseDouble(numberOrText(in));
            case "bytea" -> in -> new Bytes(bytes(in));
            case "date" -> WireReader::date;
            case "time" -> in -> integer(in, 0, Long.MAX_VALUE);
            case "timestamp" -> WireReader::timestamp;
            case "timestamptz" -> in -> WireTimes.timestamptz(text(in));
            case "interval" -> in -> WireTimes.interval(text(in));
            case "uuid" -> in -> uuid(text(in));
            case "text", "varchar", "bpchar", "name", "json", "unknown" -> WireReader::text;
            // Not checked: an older server may have let in what the type's input function refuses.
            case "tsvector" -> in -> PgTsVector.printed(text(in));
            case "tsquery" -> in -> PgTsQuery.printed(text(in));
            default -> parsed(semantics);
        };
    }

    private static WireReader parsed(TypeSemantics semantics) {
        return in -> semantics.fromText(text(in), SessionSettings.UTC);
    }

    private static WireReader array(WireReader element, TypeSemantics semantics) {
        return in -> {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                return semantics.fromText(text(in), SessionSettings.UTC);
            }
            var elements = new ArrayList<Object>();
            for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
                elements.add(token == JsonToken.VALUE_NULL ? null : element.read(in));
            }
            return PgArray.of(elements.toArray());
        };
    }

    private static Object bool(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw wrong("a boolean", in);
        };
    }

    private static long integer(JsonParser in, long least, long greatest) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong("an integer", in);
        }
        long value = in.getLongValue();
        if (value < least || value > greatest) {
            throw wrong("a smaller integer", in);
        }
        return value;
    }

    private static Object date(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return infinite(in) ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        }
        return Math.toIntExact(integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE) - DAYS_TO_2000);
    }

    private static Object timestamp(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return infinite(in) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return integer(in, Long.MIN_VALUE + MICROS_TO_2000, Long.MAX_VALUE) - MICROS_TO_2000;
    }

    private static boolean infinite(JsonParser in) throws IOException {
        return switch (in.getText()) {
            case "infinity" -> true;
            case "-infinity" -> false;
            default -> throw wrong("a time", in);
        };
    }

    private static byte[] bytes(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("base64", in);
        }
        return in.getBinaryValue();
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new WrongFormException("a uuid", "a text");
        }
    }

    private static String numberOrText(JsonParser in) throws IOException {
        if (!in.currentToken().isScalarValue() || in.currentToken().isBoolean()) {
            throw wrong("a number", in);
        }
        return in.getText();
    }

    private static String text(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("a text", in);
        }
        return in.getText();
    }

    private static WrongFormException wrong(String expected, JsonParser in) {
        return new WrongFormException(
                expected,
                switch (in.currentToken()) {
                    case VALUE_STRING -> "a text";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    case VALUE_TRUE, VALUE_FALSE -> "a boolean";
                    case START_ARRAY -> "an array";
                    default -> "an object";
                });
    }
}
