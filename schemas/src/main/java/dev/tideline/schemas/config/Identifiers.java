package dev.tideline.schemas.config;

import dev.tideline.schemas.config.TopologyFile.Into;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names as PostgreSQL limits them. They are taken as written: nothing is folded to small letters. */
final class Identifiers {

    /** PostgreSQL cuts off what is longer, so that two names could become one. */
    static final int MOST_BYTES = 63;

    private static final String DEFAULT_SCHEMA = "public";

    private Identifiers() {}

    static boolean isTooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    /** True for schemas that belong to PostgreSQL or to Tideline itself. */
    static boolean isReservedSchema(String schema) {
        return schema.equals("tideline") || schema.equals("information_schema") || schema.startsWith("pg_");
    }

    /** The relation of a view that names none. */
    static Into relationOf(String view) {
        return new Into(DEFAULT_SCHEMA, view);
    }

    /** Reads {@code name} or {@code schema.name}, each perhaps in double quotes; the text must match the schema's pattern. */
    static Into parseRelation(String text) {
        List<String> parts = parts(text);
        return parts.size() == 1 ? relationOf(parts.get(0)) : new Into(parts.get(0), parts.get(1));
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && text.startsWith("\"", i + 1)) {
                part.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
