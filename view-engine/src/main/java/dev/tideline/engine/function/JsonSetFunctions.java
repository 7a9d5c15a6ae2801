package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonScanner;
import dev.tideline.engine.value.JsonScanner.Token;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;

/** The elements, keys and pairs of json and jsonb as rows. */
final class JsonSetFunctions {

    private JsonSetFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        for (boolean asText : new boolean[] {false, true}) {
            var suffix = asText ? "_text" : "";
            to.unary("jsonb_array_elements" + suffix + "(jsonb)", a -> elements((Jsonb) a, asText));
            to.unary("jsonb_each" + suffix + "(jsonb)", a -> pairs((Jsonb) a, "jsonb_each" + suffix, asText));
            to.unary(
                    "json_array_elements" + suffix + "(json)",
                    a -> elements((String) a, "json_array_elements" + suffix, asText));
            to.unary("json_each" + suffix + "(json)", a -> pairs((String) a, asText));
        }
        to.unary("jsonb_object_keys(jsonb)", a -> keys((Jsonb) a));
        to.unary("json_object_keys(json)", a -> keys((String) a));
    }

    private static RowSet elements(Jsonb json, boolean asText) {
        if (json.kind() != Jsonb.Kind.ARRAY) {
            throw SqlError.invalidParameter(
                    "cannot extract elements from " + (json.isScalar() ? "a scalar" : "an object"));
        }
        return () -> json.elements().stream()
                .map(element -> new Row(asText ? text(element) : element))
                .iterator();
    }

    private static RowSet pairs(Jsonb json, String function, boolean asText) {
        if (json.kind() != Jsonb.Kind.OBJECT) {
            throw SqlError.invalidParameter("cannot call " + function + " on a non-object");
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < json.size(); i++) {
            rows.add(new Row(json.key(i), asText ? text(json.get(i)) : json.get(i)));
        }
        return rows::iterator;
    }

    private static RowSet keys(Jsonb json) {
        if (json.kind() != Jsonb.Kind.OBJECT) {
            throw SqlError.invalidParameter(
                    "cannot call jsonb_object_keys on " + (json.isScalar() ? "a scalar" : "an array"));
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < json.size(); i++) {
            rows.add(new Row(json.key(i)));
        }
        return rows::iterator;
    }

    /** A string itself, a null as NULL, all else as json. */
    private static String text(Jsonb json) {
        return switch (json.kind()) {
            case NULL -> null;
            case STRING -> json.string();
            default -> json.toString();
        };
    }

    private static RowSet elements(String json, String function, boolean asText) {
        var members = new Members(json, asText, asText);
        if (members.opening != Token.ARRAY_START) {
            throw SqlError.invalidParameter("cannot call " + function + " on a "
                    + (members.opening == Token.OBJECT_START ? "non-array" : "scalar"));
        }
        return rows(members.read(false), member -> new Row(member.value));
    }

    private static RowSet pairs(String json, boolean asText) {
        var members = new Members(json, true, asText);
        if (members.opening != Token.OBJECT_START) {
            throw SqlError.invalidParameter(
                    "cannot deconstruct " + (members.opening == Token.ARRAY_START ? "an array" : "a scalar"));
        }
        return rows(members.read(true), member -> new Row(member.key, member.value));
    }

    private static RowSet keys(String json) {
        var members = new Members(json, true, false);
        if (members.opening != Token.OBJECT_START) {
            throw SqlError.invalidParameter("cannot call json_object_keys on "
                    + (members.opening == Token.ARRAY_START ? "an array" : "a scalar"));
        }
        return rows(members.read(true), member -> new Row(member.key));
    }

    private static RowSet rows(List<Member> members, java.util.function.Function<Member, Row> row) {
        return () -> members.stream().map(row).iterator();
    }

    /** A pair of an object or an element of an array, whose key is null. */
    private record Member(String key, String value) {}

    /** The members of the container that a json is, as they stand in its text. */
    private static final class Members {

        private final String json;
        private final JsonScanner scanner;
        private final boolean asText;
        private final Token opening;
        private Token token;

        Members(String json, boolean decode, boolean asText) {
            this.json = json;
            this.scanner = new JsonScanner(json, decode);
            this.asText = asText;
            opening = scanner.next();
        }

        List<Member> read(boolean object) {
            var members = new ArrayList<Member>();
            token = scanner.next();
            while (token != Token.ARRAY_END && token != Token.OBJECT_END) {
                String key = null;
                if (object) {
                    key = scanner.string();
                    scanner.next();
                    token = scanner.next();
                }
                members.add(new Member(key, value()));
                if (token == Token.COMMA) {
                    token = scanner.next();
                }
            }
            return members;
        }

        /** Reads a value of any depth, and the token behind it. */
        private String value() {
            int start = scanner.start();
            var first = token;
            var string = first == Token.STRING ? scanner.string() : null;
            int end = scanner.end();
            int depth = isStart(first) ? 1 : 0;
            while (depth > 0) {
                token = scanner.next();
                depth += isStart(token) ? 1 : token == Token.ARRAY_END || token == Token.OBJECT_END ? -1 : 0;
                end = scanner.end();
            }
            token = scanner.next();
            if (asText && first == Token.NULL) {
                return null;
            }
            return asText && first == Token.STRING ? string : json.substring(start, end);
        }

        private static boolean isStart(Token token) {
            return token == Token.ARRAY_START || token == Token.OBJECT_START;
        }
    }
}
