package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.connection.ReplicationMessage.Column;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Reads the text of a pgoutput column out of Debezium's column object, which offers only parsed values. The text is a
 * captured variable of an anonymous class; where that is not to be had, the object's {@code toString} has it as
 * {@code name(type)=text}.
 */
final class RawText {

    private static final String CAPTURED_VARIABLE = "val$valueStr";

    private static final ClassValue<Reader> READERS = new ClassValue<>() {
        @Override
        protected Reader computeValue(Class<?> type) {
            return readerFor(type);
        }
    };

    private RawText() {}

    /** The column's text, or null if the column is NULL. Not for columns that PostgreSQL did not send. */
    static String of(Column column) {
        return READERS.get(column.getClass()).read(column);
    }

    private static Reader readerFor(Class<?> type) {
        try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodHandle getter = lookup.findGetter(type, CAPTURED_VARIABLE, String.class)
                    .asType(MethodType.methodType(String.class, Column.class));
            return column -> read(getter, column);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return describesItself(type) ? RawText::fromDescription : RawText::ofNull;
        }
    }

    private static boolean describesItself(Class<?> type) {
        try {
            return type.getDeclaredMethod("toString") != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static String read(MethodHandle getter, Column column) {
        try {
            return (String) getter.invokeExact(column);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static String fromDescription(Column column) {
        String description = column.toString();
        int typeEnd = description.indexOf(")=", column.getName().length());
        if (!description.startsWith(column.getName() + "(") || typeEnd < 0) {
            throw unreadable(column);
        }
        return description.substring(typeEnd + 2);
    }

    /** The class that stands for NULL holds no text; a class that holds some in a way unknown to us must not pass for it. */
    private static String ofNull(Column column) {
        if (column.getValue(null, false) != null) {
            throw unreadable(column);
        }
        return null;
    }

    private static IllegalStateException unreadable(Column column) {
        return new IllegalStateException(
                "this release of Debezium hides the text of its columns: " + column.getClass());
    }

    @FunctionalInterface
    private interface Reader {
        String read(Column column);
    }
}
