package dev.tideline.engine.circuit.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of a plan: SHA-256 over an unambiguous text of its operators and views. Types, functions and tables are in it by
 * qualified name; nothing is that depends on a server's OIDs or on a compilation.
 */
final class PlanHash {

    /** To be raised when the bytes in states change their meaning. */
    private static final int STATE_FORMAT = 1;

    /** Looking them up takes longer than all else. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private PlanHash() {}

    static String of(CircuitSpec spec) {
        var text = new StringBuilder();
        append(STATE_FORMAT, text);
        append(spec.operators(), text);
        append(spec.views(), text);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Records by name and components, lists by length, all else by class and text with its length. */
    private static void append(Object value, StringBuilder text) {
        if (value == null) {
            text.append('~');
        } else if (value instanceof List<?> list) {
            text.append('[').append(list.size()).append(':');
            list.forEach(item -> append(item, text));
            text.append(']');
        } else if (value instanceof Record structure) {
            appendRecord(structure, text);
        } else {
            var form = value.toString();
            text.append(value.getClass().getSimpleName())
                    .append('#')
                    .append(form.length())
                    .append(':')
                    .append(form);
        }
    }

    private static void appendRecord(Record structure, StringBuilder text) {
        text.append(structure.getClass().getSimpleName()).append('(');
        for (var component : COMPONENTS.get(structure.getClass())) {
            try {
                append(component.getAccessor().invoke(structure), text);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(
                        "a part of a plan that cannot be read: " + structure.getClass() + "." + component.getName(), e);
            }
        }
        text.append(')');
    }
}
