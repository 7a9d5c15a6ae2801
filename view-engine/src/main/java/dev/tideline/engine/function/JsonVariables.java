package dev.tideline.engine.function;

import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.SqlError;
import java.util.List;
import java.util.function.Function;

/** The variables of a jsonpath. */
interface JsonVariables {

    /** A path without variables. */
    JsonVariables NONE = new JsonVariables() {
        @Override
        public Jsonb value(String name) {
            return null;
        }

        @Override
        public Jsonb base(String name, Jsonb value) {
            return null;
        }

        @Override
        public int number(String name) {
            return 0;
        }

        @Override
        public int count() {
            return 0;
        }
    };

    /** The value, or null if there is no such variable. */
    Jsonb value(String name);

    /** The document that a value is part of, for {@code .keyvalue()}. */
    Jsonb base(String name, Jsonb value);

    /** The number of that document, from 1. */
    int number(String name);

    /** How many documents there are. */
    int count();

    /**
     * The pairs of an object.
     *
     * @throws SqlError if it is none
     */
    static JsonVariables of(Jsonb object) {
        if (object.kind() != Jsonb.Kind.OBJECT) {
            throw SqlError.invalidParameter("\"vars\" argument is not an object");
        }
        return new JsonVariables() {
            @Override
            public Jsonb value(String name) {
                return object.get(name);
            }

            @Override
            public Jsonb base(String name, Jsonb value) {
                return object;
            }

            @Override
            public int number(String name) {
                return 1;
            }

            @Override
            public int count() {
                return 1;
            }
        };
    }

    /** Values under names, each made an item of a path when it is asked for. */
    static JsonVariables of(List<String> names, Object[] values, List<Function<Object, Jsonb>> items) {
        return new JsonVariables() {
            @Override
            public Jsonb value(String name) {
                int at = names.indexOf(name);
                if (at < 0) {
                    return null;
                }
                return values[at] == null ? Jsonb.NULL : items.get(at).apply(values[at]);
            }

            @Override
            public Jsonb base(String name, Jsonb value) {
                return value;
            }

            @Override
            public int number(String name) {
                return names.indexOf(name) + 1;
            }

            @Override
            public int count() {
                return names.size();
            }
        };
    }
}
