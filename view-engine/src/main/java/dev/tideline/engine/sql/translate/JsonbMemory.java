package dev.tideline.engine.sql.translate;

/**
 * A jsonb document as it lies in memory: containers of entries, each entry a word that tells the kind and the length (or, every now
 * and then, the end) of its data. Written out as JSON.
 */
final class JsonbMemory {

    private static final int COUNT_MASK = 0x0FFFFFFF;
    private static final int SCALAR = 0x10000000;
    private static final int OBJECT = 0x20000000;
    private static final int LENGTH_MASK = 0x0FFFFFFF;
    private static final int KIND_MASK = 0x70000000;
    private static final int HAS_OFFSET = 0x80000000;
    private static final int STRING = 0x00000000;
    private static final int NUMERIC = 0x10000000;
    private static final int FALSE = 0x20000000;
    private static final int TRUE = 0x30000000;
    private static final int NULL = 0x40000000;

    private final Memory memory;
    private final StringBuilder json = new StringBuilder();

    JsonbMemory(Memory memory) {
        this.memory = memory;
    }

    String toJson() {
        container(0);
        return json.toString();
    }

    private void container(int at) {
        int header = memory.intAt(at);
        int count = header & COUNT_MASK;
        if ((header & OBJECT) != 0) {
            object(at, count);
        } else if ((header & SCALAR) != 0) {
            value(at, 0, at + 4 + 4 * count);
        } else {
            json.append('[');
            for (int i = 0; i < count; i++) {
                json.append(i == 0 ? "" : ",");
                value(at, i, at + 4 + 4 * count);
            }
            json.append(']');
        }
    }

    /** All keys come first, then all values. */
    private void object(int at, int count) {
        int data = at + 4 + 8 * count;
        json.append('{');
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            value(at, i, data);
            json.append(':');
            value(at, count + i, data);
        }
        json.append('}');
    }

    private void value(int container, int index, int data) {
        int start = data + start(container, index);
        int end = data + end(container, index);
        switch (entry(container, index) & KIND_MASK) {
            case STRING -> string(memory.text(start, end - start));
            case NUMERIC -> json.append(NumericMemory.decode(memory.variable(aligned(start))));
            case FALSE -> json.append("false");
            case TRUE -> json.append("true");
            case NULL -> json.append("null");
            default -> container(aligned(start));
        }
    }

    private int entry(int container, int index) {
        return memory.intAt(container + 4 + 4 * index);
    }

    private int start(int container, int index) {
        return index == 0 ? 0 : end(container, index - 1);
    }

    private int end(int container, int index) {
        int entry = entry(container, index);
        int length = entry & LENGTH_MASK;
        return (entry & HAS_OFFSET) != 0 ? length : start(container, index) + length;
    }

    private static int aligned(int at) {
        return (at + 3) / 4 * 4;
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
