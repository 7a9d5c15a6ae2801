package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.catalog.TypeInfo;
import dev.tideline.engine.sql.catalog.Types;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgBits;
import dev.tideline.engine.value.PgInet;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgTimeTz;
import dev.tideline.engine.value.RangeTypes;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes values of constants as they stand in trees: the bytes that they have in the memory of a (little-endian, 64-bit) server.
 */
final class ConstantDecoder {

    private static final int MAXIMUM_ALIGNMENT = 8;

    private final Types types;
    private final TypeCatalog semantics;
    private final SessionSettings session;

    ConstantDecoder(Types types, TypeCatalog semantics, SessionSettings session) {
        this.types = types;
        this.semantics = semantics;
        this.session = session;
    }

    /** The value; empty for a type whose form in memory we do not know. */
    Optional<Object> decode(byte[] bytes, long typeOid) {
        var info = types.info(typeOid);
        if (info.baseOid() != 0) {
            return decode(bytes, info.baseOid());
        }
        var memory = new Memory(bytes);
        if (info.byValue()) {
            return byValue(memory, 0, info);
        }
        return switch (info.length()) {
            case -1 -> variable(memory.variable(0), info);
            case -2 -> Optional.of(memory.cString(0));
            default -> fixed(memory, 0, info);
        };
    }

    private Optional<Object> byValue(Memory memory, int at, TypeInfo info) {
        if (info.type() instanceof PgType.Enum) {
            return Optional.ofNullable(types.enumLabel(info.oid(), memory.unsignedInt(at)));
        }
        if (!(info.type() instanceof PgType.Base base)) {
            return Optional.empty();
        }
        return switch (base.name()) {
            case "bool" -> Optional.of(memory.byteAt(at) != 0);
            case "char" -> Optional.of(memory.byteAt(at));
            case "int2" -> Optional.of(memory.shortAt(at));
            case "int4", "date" -> Optional.of(memory.intAt(at));
            case "int8", "time", "timestamp", "timestamptz", "pg_lsn", "xid8" -> Optional.of(memory.longAt(at));
            case "oid", "xid" -> Optional.of(memory.unsignedInt(at));
            case "float4" -> Optional.of(Float.intBitsToFloat(memory.intAt(at)));
            case "float8" -> Optional.of(Double.longBitsToDouble(memory.longAt(at)));
            default -> Optional.empty();
        };
    }

    private Optional<Object> fixed(Memory memory, int at, TypeInfo info) {
        if (!(info.type() instanceof PgType.Base base)) {
            return Optional.empty();
        }
        return switch (base.name()) {
            case "uuid" -> Optional.of(new UUID(memory.bigEndianLong(at), memory.bigEndianLong(at + 8)));
            case "interval" ->
                Optional.of(new PgInterval(memory.intAt(at + 12), memory.intAt(at + 8), memory.longAt(at)));
            // PostgreSQL counts the zone to the west.
            case "timetz" -> Optional.of(new PgTimeTz(memory.longAt(at), -memory.intAt(at + 8)));
            case "name" -> Optional.of(memory.cString(at));
            case "macaddr" -> Optional.of(memory.bigEndianLong(at, 6));
            case "macaddr8" -> Optional.of(memory.bigEndianLong(at));
            default -> Optional.empty();
        };
    }

    /** @param memory the value's content, without its length word */
    private Optional<Object> variable(Memory memory, TypeInfo info) {
        if (info.type() instanceof PgType.Array) {
            return array(memory, types.info(info.elementOid()));
        }
        if (info.type() instanceof PgType.Composite) {
            return composite(memory, info);
        }
        if (!(info.type() instanceof PgType.Base base)) {
            return Optional.empty();
        }
        return switch (base.name()) {
            case "text", "varchar", "bpchar", "json" -> Optional.of(memory.text());
            case "bytea" -> Optional.of(new Bytes(memory.bytes()));
            case "numeric" -> Optional.of(NumericMemory.decode(memory));
            case "jsonb" ->
                Optional.of(semantics.semantics(SqlType.of(base)).fromText(new JsonbMemory(memory).toJson(), session));
            case "jsonpath" -> Optional.of(JsonPathMemory.decode(memory));
            case "bit", "varbit" -> Optional.of(bits(memory));
            case "tsvector" -> Optional.of(TextSearchMemory.vector(memory));
            case "tsquery" -> Optional.of(TextSearchMemory.query(memory));
            case "inet", "cidr" ->
                Optional.of(new PgInet(memory.slice(2, memory.length()).bytes(), memory.byteAt(1)));
            default -> RangeTypes.element(base) == null ? Optional.empty() : range(memory, base);
        };
    }

    /** The number of bits, then the bits. */
    private static PgBits bits(Memory memory) {
        int count = memory.intAt(0);
        var digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(memory.byteAt(4 + i / 8) >> 7 - i % 8 & 1);
        }
        return new PgBits(digits.toString());
    }

    private Optional<Object> range(Memory memory, PgType.Base type) {
        var element = types.info(types.oidOf(RangeTypes.element(type).name()));
        var elements = semantics.semantics(SqlType.of(element.type()));
        var bounds = new RangeMemory.Bounds() {
            @Override
            public int aligned(int at) {
                boolean shortLength = element.length() == -1 && memory.byteAt(at) != 0 && (memory.byteAt(at) & 1) == 1;
                return shortLength ? at : align(at + 4, element.alignmentBytes()) - 4;
            }

            @Override
            public Optional<String> text(int at) {
                return at(memory, at, element).map(value -> elements.toText(value, session));
            }

            @Override
            public int end(int at) {
                return at + size(memory, at, element);
            }
        };
        var reader = new RangeMemory(memory, bounds);
        return (RangeTypes.isMultirange(type) ? reader.multirange() : reader.range())
                .map(text -> semantics.semantics(SqlType.of(type)).fromText(text, session));
    }

    /** Dimensions, offset of the data if there are NULLs, element type, lengths, lower bounds, NULL bits, elements. */
    private Optional<Object> array(Memory memory, TypeInfo element) {
        int dimensions = memory.intAt(0);
        int dataOffset = memory.intAt(4);
        var lengths = new int[dimensions];
        var lowerBounds = new int[dimensions];
        int count = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++) {
            lengths[i] = memory.intAt(12 + 4 * i);
            lowerBounds[i] = memory.intAt(12 + 4 * dimensions + 4 * i);
            count *= lengths[i];
        }
        int header = 12 + 8 * dimensions;
        // Offsets count from the length word; alignment does, too.
        int position = dataOffset == 0 ? align(header + 4, MAXIMUM_ALIGNMENT) - 4 : dataOffset - 4;
        var elements = new Object[count];
        for (int i = 0; i < count; i++) {
            boolean isNull = dataOffset != 0 && (memory.byteAt(header + i / 8) >> i % 8 & 1) == 0;
            if (!isNull) {
                position = align(position + 4, element.alignmentBytes()) - 4;
                var value = at(memory, position, element);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                elements[i] = value.get();
                position += size(memory, position, element);
            }
        }
        return Optional.of(new PgArray(lengths, lowerBounds, elements));
    }

    /** A heap tuple: its header (behind the length word), NULL bits, and the attributes, dropped ones included. */
    private Optional<Object> composite(Memory memory, TypeInfo info) {
        int attributeCount = memory.shortAt(14) & 0x07FF;
        boolean hasNulls = (memory.shortAt(16) & 1) != 0;
        int position = memory.byteAt(18) - 4;
        var fields = new ArrayList<>();
        int next = 1;
        for (var attribute : types.attributes(info.oid())) {
            if (attribute.number() != next || attribute.number() > attributeCount) {
                return Optional.empty();
            }
            int index = next++ - 1;
            boolean isNull = hasNulls && (memory.byteAt(19 + index / 8) >> index % 8 & 1) == 0;
            if (isNull) {
                fields.add(null);
                continue;
            }
            var type = baseOf(types.info(attribute.typeOid()));
            boolean shortLength =
                    type.length() == -1 && memory.byteAt(position) != 0 && (memory.byteAt(position) & 1) == 1;
            position = shortLength ? position : align(position + 4, type.alignmentBytes()) - 4;
            var value = at(memory, position, type);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            fields.add(value.get());
            position += size(memory, position, type);
        }
        return Optional.of(new Row(fields.toArray()));
    }

    private Optional<Object> at(Memory memory, int position, TypeInfo declared) {
        var info = baseOf(declared);
        if (info.byValue()) {
            return byValue(memory, position, info);
        }
        return switch (info.length()) {
            case -1 -> variable(memory.variable(position), info);
            case -2 -> Optional.of(memory.cString(position));
            default -> fixed(memory, position, info);
        };
    }

    private TypeInfo baseOf(TypeInfo info) {
        return info.baseOid() == 0 ? info : baseOf(types.info(info.baseOid()));
    }

    private static int size(Memory memory, int position, TypeInfo info) {
        return switch (info.length()) {
            case -1 -> memory.variableSize(position);
            case -2 -> memory.cString(position).length() + 1;
            default -> info.length();
        };
    }

    private static int align(int position, int alignment) {
        return (position + alignment - 1) / alignment * alignment;
    }
}
