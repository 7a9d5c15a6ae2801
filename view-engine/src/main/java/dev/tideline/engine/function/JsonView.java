package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.Jsonb;
import java.util.List;

/** A json or jsonb value as what a record's field or an array's element is made of. */
interface JsonView {

    boolean isNull();

    /** Whether it is a string that other types than texts read, too. */
    boolean isString();

    boolean isArray();

    boolean isObject();

    /** Of an array. */
    List<JsonView> elements();

    /** Of an object; null if there is no such key. */
    JsonView field(String name);

    /** Of an object. */
    boolean isEmpty();

    /** What an input function reads; {@code json}: that of json or jsonb. */
    String text(boolean json);

    /** The jsonb that it is, or null if jsonb has to read the text. */
    Jsonb jsonb();

    /** A part of a jsonb. */
    static JsonView of(Jsonb value) {
        return value == null ? null : new Part(value, false);
    }

    /** A whole jsonb, of which even a string is what its text says. */
    static JsonView document(Jsonb value) {
        return new Part(value, true);
    }

    /** A text without its quotes. */
    static JsonView unquoted(Jsonb value) {
        var text = value.kind() == Jsonb.Kind.STRING ? value.string() : value.toString();
        return new Part(Jsonb.of(text), false) {
            @Override
            public String text(boolean json) {
                return text;
            }

            @Override
            public Jsonb jsonb() {
                return null;
            }
        };
    }

    /** jsonb. */
    class Part implements JsonView {

        private final Jsonb value;
        private final boolean document;

        Part(Jsonb value, boolean document) {
            this.value = value;
            this.document = document;
        }

        @Override
        public boolean isNull() {
            return !document && value.kind() == Jsonb.Kind.NULL;
        }

        @Override
        public boolean isString() {
            return !document && value.kind() == Jsonb.Kind.STRING;
        }

        @Override
        public boolean isArray() {
            return value.kind() == Jsonb.Kind.ARRAY;
        }

        @Override
        public boolean isObject() {
            return value.kind() == Jsonb.Kind.OBJECT;
        }

        @Override
        public List<JsonView> elements() {
            return value.elements().stream().map(JsonView::of).toList();
        }

        @Override
        public JsonView field(String name) {
            return of(value.get(name));
        }

        @Override
        public boolean isEmpty() {
            return value.size() == 0;
        }

        @Override
        public String text(boolean json) {
            return isString() && !json ? value.string() : value.toString();
        }

        @Override
        public Jsonb jsonb() {
            return value;
        }
    }

    /** A part of json, which is text. */
    record Fragment(Kind kind, String text, List<String> keys, List<JsonView> elements) implements JsonView {

        /** What it is. */
        enum Kind {
            NULL,
            STRING,
            OTHER,
            ARRAY,
            OBJECT
        }

        @Override
        public boolean isNull() {
            return kind == Kind.NULL;
        }

        @Override
        public boolean isString() {
            return kind == Kind.STRING;
        }

        @Override
        public boolean isArray() {
            return kind == Kind.ARRAY;
        }

        @Override
        public boolean isObject() {
            return kind == Kind.OBJECT;
        }

        @Override
        public JsonView field(String name) {
            int at = keys.lastIndexOf(name);
            return at < 0 ? null : elements.get(at);
        }

        @Override
        public boolean isEmpty() {
            return keys.isEmpty();
        }

        @Override
        public String text(boolean json) {
            if (!json || kind != Kind.STRING) {
                return text;
            }
            var out = new StringBuilder();
            JsonText.appendQuoted(out, text);
            return out.toString();
        }

        @Override
        public Jsonb jsonb() {
            return null;
        }
    }
}
