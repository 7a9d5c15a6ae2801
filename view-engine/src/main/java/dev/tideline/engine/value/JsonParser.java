package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonScanner.Token;
import java.util.ArrayList;
import java.util.TreeMap;

/** Reads JSON text: as jsonb, or only to see that it is valid. */
public final class JsonParser {

    /** PostgreSQL's own bound is the size of its stack, and somewhat higher. */
    private static final int MAX_DEPTH = 2000;

    private final JsonScanner scanner;
    private final boolean build;
    private final SessionSettings session;
    private Token token;
    private int depth;

    private JsonParser(String text, boolean build, SessionSettings session) {
        this.scanner = new JsonScanner(text, build);
        this.build = build;
        this.session = session;
    }

    /**
     * jsonb's input function.
     *
     * @throws SqlError if the text is not JSON, or is none that jsonb can hold
     */
    public static Jsonb parse(String text, SessionSettings session) {
        return new JsonParser(text, true, session).document();
    }

    /**
     * json's input function, which keeps the text.
     *
     * @throws SqlError if the text is not JSON
     */
    public static void validate(String text) {
        new JsonParser(text, false, SessionSettings.UTC).document();
    }

    private Jsonb document() {
        token = scanner.next();
        var value = value();
        if (token != Token.END) {
            throw JsonScanner.invalid();
        }
        return value;
    }

    private Jsonb value() {
        return switch (token) {
            case STRING -> scalar(build ? Jsonb.of(scanner.string()) : null);
            case NUMBER -> number();
            case TRUE -> scalar(Jsonb.TRUE);
            case FALSE -> scalar(Jsonb.FALSE);
            case NULL -> scalar(Jsonb.NULL);
            case ARRAY_START -> array();
            case OBJECT_START -> object();
            default -> throw JsonScanner.invalid();
        };
    }

    private Jsonb scalar(Jsonb value) {
        token = scanner.next();
        return value;
    }

    /** PostgreSQL reads the next token before it converts the number, which decides between two errors. */
    private Jsonb number() {
        String raw = build ? scanner.raw() : null;
        token = scanner.next();
        return build ? Jsonb.of(NumericText.parse(raw, session)) : null;
    }

    private Jsonb array() {
        enter();
        var elements = new ArrayList<Jsonb>();
        token = scanner.next();
        if (token != Token.ARRAY_END) {
            elements.add(value());
            while (token == Token.COMMA) {
                token = scanner.next();
                elements.add(value());
            }
            expect(Token.ARRAY_END);
        }
        leave();
        return build ? Jsonb.array(elements) : null;
    }

    private Jsonb object() {
        enter();
        var entries = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
        token = scanner.next();
        if (token != Token.OBJECT_END) {
            pair(entries);
            while (token == Token.COMMA) {
                token = scanner.next();
                pair(entries);
            }
            expect(Token.OBJECT_END);
        }
        leave();
        return build ? Jsonb.object(entries) : null;
    }

    private void pair(TreeMap<String, Jsonb> entries) {
        expect(Token.STRING);
        String key = scanner.string();
        token = scanner.next();
        expect(Token.COLON);
        token = scanner.next();
        var value = value();
        if (build) {
            entries.put(key, value);
        }
    }

    private void expect(Token expected) {
        if (token != expected) {
            throw JsonScanner.invalid();
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new SqlError("54001", "stack depth limit exceeded");
        }
    }

    private void leave() {
        depth--;
        token = scanner.next();
    }
}
