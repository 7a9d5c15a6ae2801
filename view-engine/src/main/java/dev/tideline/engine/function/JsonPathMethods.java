package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonMoment;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTimeTz;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic and the item methods of jsonpath that make numbers, booleans and strings. */
final class JsonPathMethods {

    private static final String INVALID = "22036";
    private static final PgTypeCatalog TYPES = new PgTypeCatalog();

    private final SessionSettings session;

    JsonPathMethods(SessionSettings session) {
        this.session = session;
    }

    PgNumeric arithmetic(Kind kind, PgNumeric left, PgNumeric right) {
        try {
            return switch (kind) {
                case ADD -> NumericFunctions.add(left, right);
                case SUBTRACT -> NumericFunctions.add(left, NumericFunctions.negate(right));
                case MULTIPLY -> NumericFunctions.multiply(left, right);
                case DIVIDE -> NumericFunctions.divide(left, right);
                default -> NumericFunctions.remainder(left, right);
            };
        } catch (SqlError e) {
            throw new JsonPathFault(e);
        }
    }

    Jsonb apply(JsonPathItem item, Jsonb json) {
        return switch (item.kind()) {
            case ABS, FLOOR, CEILING -> rounded(item.kind(), json);
            case DOUBLE -> toDouble(json);
            case BIGINT -> integer(json, "bigint", PgType.INT8);
            case INTEGER -> integer(json, "integer", PgType.INT4);
            case NUMBER, DECIMAL -> decimal(item, json);
            case BOOLEAN -> bool(json);
            default -> string(json);
        };
    }

    private static JsonPathFault fault(String message) {
        return new JsonPathFault(INVALID, message);
    }

    private static JsonPathFault invalid(String argument, String method, String type) {
        return fault(
                "argument \"" + argument + "\" of jsonpath item method ." + method + "() is invalid for type " + type);
    }

    private static JsonPathFault wrongKind(String method, String kinds) {
        return fault("jsonpath item method ." + method + "() can only be applied to a " + kinds + " value");
    }

    private static Jsonb rounded(Kind kind, Jsonb json) {
        if (json.kind() != Jsonb.Kind.NUMBER) {
            throw wrongKind(kind.symbol(), "numeric");
        }
        var digits = json.number().digits();
        return Jsonb.of(PgNumeric.of(
                switch (kind) {
                    case ABS -> digits.abs();
                    case FLOOR -> digits.setScale(0, RoundingMode.FLOOR);
                    default -> digits.setScale(0, RoundingMode.CEILING);
                }));
    }

    private static String text(Jsonb json) {
        return json.kind() == Jsonb.Kind.STRING ? json.string() : json.number().toString();
    }

    /** By the output function of its type. */
    String text(JsonMoment moment) {
        var type =
                switch (moment.type()) {
                    case DATE -> PgType.DATE;
                    case TIME -> PgType.TIME;
                    case TIMESTAMP -> PgType.TIMESTAMP;
                    case TIMESTAMP_TZ -> PgType.TIMESTAMPTZ;
                    case TIME_TZ -> PgType.TIMETZ;
                };
        Object value =
                switch (moment.type()) {
                    case DATE -> (int) moment.value();
                    case TIME_TZ -> new PgTimeTz(moment.value(), moment.offset());
                    default -> moment.value();
                };
        return TYPES.semantics(SqlType.of(type)).toText(value, session);
    }

    private static boolean isNumberOrString(Jsonb json) {
        return json.kind() == Jsonb.Kind.NUMBER || json.kind() == Jsonb.Kind.STRING;
    }

    private Object read(String text, PgType type) {
        return TYPES.semantics(SqlType.of(type)).fromText(text, session);
    }

    /** A number stays as it is, digit for digit. */
    private Jsonb toDouble(Jsonb json) {
        if (!isNumberOrString(json)) {
            throw wrongKind("double", "string or numeric");
        }
        boolean number = json.kind() == Jsonb.Kind.NUMBER;
        double value;
        try {
            value = (double) read(text(json), PgType.FLOAT8);
        } catch (SqlError e) {
            throw session.since(17)
                    ? invalid(text(json), "double", "double precision")
                    : fault((number ? "numeric" : "string")
                            + " argument of jsonpath item method .double() "
                            + (number
                                    ? "is out of range for type double precision"
                                    : "is not a valid representation of a double precision number"));
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw notFinite("double", number);
        }
        return number ? json : Jsonb.of(PgNumeric.of(NumericMath.printed(value, 15)));
    }

    private JsonPathFault notFinite(String method, boolean number) {
        return fault(
                session.since(17) || number
                        ? "NaN or Infinity is not allowed for jsonpath item method ." + method + "()"
                        : "string argument of jsonpath item method .double() is not a valid representation of a double precision number");
    }

    private Jsonb integer(Jsonb json, String method, PgType type) {
        if (!isNumberOrString(json)) {
            throw wrongKind(method, "string or numeric");
        }
        try {
            long value;
            if (json.kind() == Jsonb.Kind.NUMBER) {
                boolean small = type.equals(PgType.INT4);
                value = NumberCasts.toLong(
                        json.number(),
                        small ? Integer.MIN_VALUE : Long.MIN_VALUE,
                        small ? Integer.MAX_VALUE : Long.MAX_VALUE,
                        method);
            } else {
                value = ((Number) read(json.string(), type)).longValue();
            }
            return Jsonb.of(PgNumeric.of(value));
        } catch (SqlError e) {
            throw invalid(text(json), method, method);
        }
    }

    private Jsonb decimal(JsonPathItem item, Jsonb json) {
        var method = item.kind().symbol();
        if (!isNumberOrString(json)) {
            throw wrongKind(method, "string or numeric");
        }
        PgNumeric number;
        try {
            number = json.kind() == Jsonb.Kind.NUMBER ? json.number() : (PgNumeric) read(json.string(), PgType.NUMERIC);
        } catch (SqlError e) {
            throw invalid(text(json), method, "numeric");
        }
        if (!number.isFinite()) {
            throw fault("NaN or Infinity is not allowed for jsonpath item method ." + method + "()");
        }
        if (item.left() == null) {
            return Jsonb.of(number);
        }
        int typmod = typmod(item);
        try {
            return Jsonb.of(NumberCasts.withTypmod(number, typmod));
        } catch (SqlError e) {
            throw invalid(text(json), method, "numeric");
        }
    }

    private int typmod(JsonPathItem item) {
        int precision = argument(item.left(), "precision");
        int scale = item.right() == null ? 0 : argument(item.right(), "scale");
        if (precision < 1 || precision > 1000) {
            throw SqlError.invalidParameter("NUMERIC precision " + precision + " must be between 1 and 1000");
        }
        if (scale < -1000 || scale > 1000) {
            throw SqlError.invalidParameter("NUMERIC scale " + scale + " must be between -1000 and 1000");
        }
        return (precision << 16 | scale & 0x7FF) + 4;
    }

    private static int argument(JsonPathItem item, String what) {
        var digits = ((PgNumeric) item.value()).digits();
        if (digits.compareTo(BigDecimal.valueOf(digits.intValue())) != 0) {
            throw fault(what + " of jsonpath item method .decimal() is out of range for type integer");
        }
        return digits.intValue();
    }

    private Jsonb bool(Jsonb json) {
        if (json.kind() == Jsonb.Kind.BOOLEAN) {
            return json;
        }
        if (!isNumberOrString(json)) {
            throw wrongKind("boolean", "boolean, string, or numeric");
        }
        try {
            return json.kind() == Jsonb.Kind.STRING
                    ? Jsonb.of((boolean) read(PlainBool.checked(json.string()), PgType.BOOL))
                    : Jsonb.of((int) read(text(json), PgType.INT4) != 0);
        } catch (SqlError e) {
            throw invalid(text(json), "boolean", "boolean");
        }
    }

    /** parse_bool(), which unlike the input function takes no white space. */
    private static final class PlainBool {
        static String checked(String text) {
            if (!text.equals(text.strip())) {
                throw SqlError.invalidInput("boolean", text);
            }
            return text;
        }
    }

    private Jsonb string(Jsonb json) {
        return switch (json.kind()) {
            case STRING -> json;
            case NUMBER -> Jsonb.of(text(json));
            case BOOLEAN -> Jsonb.of(json.bool() ? "true" : "false");
            case MOMENT -> Jsonb.of(text(json.moment()));
            default -> throw wrongKind("string", "boolean, string, numeric, or datetime");
        };
    }
}
