package dev.tideline.engine.sql.translate;

import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.JsonPathItem.Kind;
import java.util.ArrayList;
import java.util.List;

/** A jsonpath as it lies in memory: items that tell, relative to themselves, where their operands and the item behind them are. */
final class JsonPathMemory {

    private static final int LAX = 0x80000000;
    private static final String FLAGS = "ismxq";

    /** By their numbers. The one that stands for a subscript is never an item of its own. */
    private static final List<Kind> KINDS = List.of(
            Kind.NULL,
            Kind.STRING,
            Kind.NUMERIC,
            Kind.BOOL,
            Kind.AND,
            Kind.OR,
            Kind.NOT,
            Kind.IS_UNKNOWN,
            Kind.EQUAL,
            Kind.NOT_EQUAL,
            Kind.LESS,
            Kind.GREATER,
            Kind.LESS_OR_EQUAL,
            Kind.GREATER_OR_EQUAL,
            Kind.ADD,
            Kind.SUBTRACT,
            Kind.MULTIPLY,
            Kind.DIVIDE,
            Kind.MODULO,
            Kind.PLUS,
            Kind.MINUS,
            Kind.ANY_ARRAY,
            Kind.ANY_KEY,
            Kind.INDEX_ARRAY,
            Kind.ANY,
            Kind.KEY,
            Kind.CURRENT,
            Kind.ROOT,
            Kind.VARIABLE,
            Kind.FILTER,
            Kind.EXISTS,
            Kind.TYPE,
            Kind.SIZE,
            Kind.ABS,
            Kind.FLOOR,
            Kind.CEILING,
            Kind.DOUBLE,
            Kind.DATETIME,
            Kind.KEYVALUE,
            Kind.INDEX_ARRAY,
            Kind.LAST,
            Kind.STARTS_WITH,
            Kind.LIKE_REGEX,
            Kind.BIGINT,
            Kind.BOOLEAN,
            Kind.DATE,
            Kind.DECIMAL,
            Kind.INTEGER,
            Kind.NUMBER,
            Kind.STRING_FUNCTION,
            Kind.TIME,
            Kind.TIME_TZ,
            Kind.TIMESTAMP,
            Kind.TIMESTAMP_TZ);

    private static final int FIRST = 4;

    private final Memory memory;

    private JsonPathMemory(Memory memory) {
        this.memory = memory;
    }

    static JsonPath decode(Memory memory) {
        boolean strict = (memory.intAt(0) & LAX) == 0;
        return JsonPath.of(strict, new JsonPathMemory(memory).item(FIRST));
    }

    private JsonPathItem item(int at) {
        var kind = KINDS.get(memory.byteAt(at));
        int next = (at + 1 + 3) / 4 * 4;
        int content = next + 4;
        return switch (kind) {
            case STRING, KEY, VARIABLE -> with(at, kind, text(content, content + 4), 0, 0);
            case NUMERIC -> with(at, kind, NumericMemory.decode(memory.variable(content)), 0, 0);
            case BOOL -> with(at, kind, memory.byteAt(content) != 0, 0, 0);
            case AND,
                    OR,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    GREATER,
                    LESS_OR_EQUAL,
                    GREATER_OR_EQUAL,
                    ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MODULO,
                    STARTS_WITH,
                    DECIMAL -> with(at, kind, null, memory.intAt(content), memory.intAt(content + 4));
            case NOT, IS_UNKNOWN, PLUS, MINUS, FILTER, EXISTS, DATETIME, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ ->
                with(at, kind, null, memory.intAt(content), 0);
            case LIKE_REGEX -> with(at, kind, regex(content), memory.intAt(content + 4), 0);
            case INDEX_ARRAY -> elements(at, content);
            case ANY ->
                new JsonPathItem(
                        kind,
                        null,
                        null,
                        null,
                        List.of(),
                        memory.unsignedInt(content),
                        memory.unsignedInt(content + 4),
                        next(at));
            default -> with(at, kind, null, 0, 0);
        };
    }

    private JsonPathItem with(int at, Kind kind, Object value, int left, int right) {
        return new JsonPathItem(
                kind,
                value,
                left == 0 ? null : item(at + left),
                right == 0 ? null : item(at + right),
                List.of(),
                0,
                0,
                next(at));
    }

    private JsonPathItem next(int at) {
        int next = memory.intAt((at + 1 + 3) / 4 * 4);
        return next == 0 ? null : item(at + next);
    }

    private String text(int length, int at) {
        return memory.slice(at, at + memory.intAt(length)).text();
    }

    private JsonPathItem.Regex regex(int content) {
        int bits = memory.intAt(content);
        var flags = new StringBuilder();
        for (int i = 0; i < FLAGS.length(); i++) {
            flags.append((bits >> i & 1) == 0 ? "" : FLAGS.substring(i, i + 1));
        }
        return new JsonPathItem.Regex(text(content + 8, content + 12), flags.toString());
    }

    private JsonPathItem elements(int at, int content) {
        var subscripts = new ArrayList<JsonPathItem.Subscript>();
        for (int i = 0; i < memory.intAt(content); i++) {
            int from = memory.intAt(content + 4 + 8 * i);
            int to = memory.intAt(content + 8 + 8 * i);
            subscripts.add(new JsonPathItem.Subscript(item(at + from), to == 0 ? null : item(at + to)));
        }
        return new JsonPathItem(Kind.INDEX_ARRAY, null, null, null, List.copyOf(subscripts), 0, 0, next(at));
    }
}
