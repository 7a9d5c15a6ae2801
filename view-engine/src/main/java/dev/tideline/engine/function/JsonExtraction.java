package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonScanner;
import dev.tideline.engine.value.JsonScanner.Token;
import dev.tideline.engine.value.JsonbPath;
import dev.tideline.engine.value.SqlError;
import java.util.Arrays;

/**
 * Finds a value in the text of a json document. Always reads the whole document, since PostgreSQL reports escapes that it cannot
 * decode wherever they stand, and since the last of several equal keys counts.
 */
final class JsonExtraction {

    /** A position that no element has. */
    static final int NO_POSITION = Integer.MIN_VALUE;

    private static final int MAX_DEPTH = 2000;

    private final String text;
    private final JsonScanner scanner;
    private final String[] keys;
    private final int[] positions;
    private final boolean asText;
    private final int steps;
    private final boolean[] reached;
    private Token token;
    private int previousEnd;
    private int level;
    private int resultStart = -1;
    private boolean wantsString;
    private String result;

    private JsonExtraction(String text, String[] keys, int[] positions, boolean asText) {
        this.text = text;
        this.scanner = new JsonScanner(text, true);
        this.keys = keys;
        // Counting from the end changes them.
        this.positions = positions == null ? null : positions.clone();
        this.asText = asText;
        this.steps = keys == null ? positions.length : keys.length;
        this.reached = new boolean[steps + 1];
        this.reached[0] = true;
    }

    /**
     * The part of the document at the end of a path, as it stands there, or null.
     *
     * @param keys per step the key in an object, or null if the path has no step into objects
     * @param positions per step the position in an array (negative from the end, {@link #NO_POSITION} for none), or null if the
     *     path has no step into arrays
     * @param asText a string decoded, and null for a JSON null
     */
    static String find(String json, String[] keys, int[] positions, boolean asText) {
        var extraction = new JsonExtraction(json, keys, positions, asText);
        extraction.advance();
        extraction.value();
        if (extraction.token != Token.END) {
            throw JsonScanner.invalid();
        }
        return extraction.result;
    }

    private void advance() {
        previousEnd = scanner.end();
        token = scanner.next();
    }

    private void value() {
        switch (token) {
            case OBJECT_START -> object();
            case ARRAY_START -> array();
            case STRING, NUMBER, TRUE, FALSE, NULL -> scalar();
            default -> throw JsonScanner.invalid();
        }
    }

    private void scalar() {
        var kind = token;
        String string = kind == Token.STRING ? scanner.string() : null;
        advance();
        if (steps == 0 && level == 0) {
            if (asText && kind == Token.STRING) {
                result = string;
            } else if (!asText || kind != Token.NULL) {
                // With the space before it, but not the space behind it.
                result = text.substring(0, previousEnd);
            }
        }
        if (wantsString) {
            result = string;
            wantsString = false;
        }
    }

    private void object() {
        int start = scanner.start();
        enter();
        if (token != Token.OBJECT_END) {
            pair();
            while (token == Token.COMMA) {
                advance();
                pair();
            }
        }
        leave(Token.OBJECT_END, start);
    }

    private void pair() {
        expect(Token.STRING);
        String key = scanner.string();
        advance();
        expect(Token.COLON);
        advance();
        boolean onPath = keys != null && level <= steps && reached[level - 1] && key.equals(keys[level - 1]);
        step(onPath);
    }

    private void array() {
        int start = scanner.start();
        boolean counted = positions != null && level < steps;
        if (counted && positions[level] < 0 && positions[level] != NO_POSITION) {
            fromEnd(start);
        }
        enter();
        if (token != Token.ARRAY_END) {
            element(0);
            for (int i = 1; token == Token.COMMA; i++) {
                advance();
                element(i);
            }
        }
        leave(Token.ARRAY_END, start);
    }

    /**
     * Turns a position from the end into one from the start. It stays so for later arrays on the same level, in PostgreSQL, too: a
     * negative step can miss if the document has an array beside the path before the one on it.
     */
    private void fromEnd(int start) {
        int count = JsonFunctions.count(text.substring(start));
        if (-positions[level] <= count) {
            positions[level] += count;
        }
    }

    private void element(int position) {
        boolean onPath = positions != null && level <= steps && reached[level - 1] && positions[level - 1] == position;
        step(onPath);
    }

    /** Reads the value of a pair or an element. */
    private void step(boolean onPath) {
        boolean wanted = onPath && level == steps;
        if (onPath && !wanted) {
            reached[level] = true;
        }
        boolean isNull = token == Token.NULL;
        if (wanted) {
            result = null;
            wantsString = asText && token == Token.STRING;
            resultStart = wantsString ? -1 : scanner.start();
        }
        value();
        if (onPath && !wanted) {
            reached[level] = false;
        }
        if (wanted && resultStart >= 0) {
            result = isNull && asText ? null : text.substring(resultStart, previousEnd);
            resultStart = -1;
        }
    }

    private void enter() {
        if (++level > MAX_DEPTH) {
            throw new SqlError("54001", "stack depth limit exceeded");
        }
        advance();
    }

    private void leave(Token end, int start) {
        expect(end);
        advance();
        level--;
        if (steps == 0 && level == 0) {
            result = text.substring(start, previousEnd);
        }
    }

    private void expect(Token expected) {
        if (token != expected) {
            throw JsonScanner.invalid();
        }
    }

    /** Positions of a path of texts. */
    static int[] positions(String[] path) {
        return Arrays.stream(path)
                .map(JsonbPath::position)
                .mapToInt(position -> position == null ? NO_POSITION : (int) (long) position)
                .toArray();
    }
}
