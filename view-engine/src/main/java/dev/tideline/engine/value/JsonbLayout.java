package dev.tideline.engine.value;

import java.math.BigDecimal;

/** Where parts of a jsonb stand in the bytes in which PostgreSQL keeps it: {@code .keyvalue()} in a jsonpath tells it. */
public final class JsonbLayout {

    private static final int UNIT = 4;
    private static final int NOT_FOUND = -1;
    private static final int SHORT_SCALE = 63;
    private static final int SHORT_WEIGHT = 63;

    private final Jsonb wanted;
    private int found = NOT_FOUND;

    private JsonbLayout(Jsonb wanted) {
        this.wanted = wanted;
    }

    /** The offset of a container, by identity, in a whole that it is part of; -1 if it is not. */
    public static int offset(Jsonb whole, Jsonb part) {
        var layout = new JsonbLayout(part);
        layout.container(whole, 0);
        return layout.found;
    }

    /** A copy in which no container stands in two places. */
    public static Jsonb distinct(Jsonb json) {
        if (json.kind() == Jsonb.Kind.ARRAY) {
            return Jsonb.array(
                    json.elements().stream().map(JsonbLayout::distinct).toList());
        } else if (json.kind() == Jsonb.Kind.OBJECT) {
            var entries = json.entries();
            entries.replaceAll((key, value) -> distinct(value));
            return Jsonb.object(entries);
        }
        return json;
    }

    /** Lays a container out from an offset on, which is a multiple of the unit; returns the offset behind it. */
    private int container(Jsonb json, int start) {
        if (json == wanted) {
            found = start;
        }
        boolean object = json.kind() == Jsonb.Kind.OBJECT;
        int at = start + UNIT + UNIT * json.size() * (object ? 2 : 1);
        for (int i = 0; object && i < json.size(); i++) {
            at += PgChars.utf8(json.key(i)).length;
        }
        for (int i = 0; i < json.size() && found == NOT_FOUND; i++) {
            at = value(json.get(i), at);
        }
        return at;
    }

    private int value(Jsonb json, int at) {
        return switch (json.kind()) {
            case STRING, MOMENT -> at + PgChars.utf8(json.asDocument().string()).length;
            case NUMBER -> aligned(at) + size(json.number());
            case ARRAY, OBJECT -> container(json, aligned(at));
            default -> at;
        };
    }

    private static int aligned(int at) {
        return (at + UNIT - 1) / UNIT * UNIT;
    }

    /** In digits of base 10000, two bytes each, behind a length and a short or a long header. */
    private static int size(PgNumeric number) {
        if (!number.isFinite() || number.digits().signum() == 0) {
            return UNIT + (number.isFinite() && number.digits().scale() > SHORT_SCALE ? 4 : 2);
        }
        BigDecimal digits = number.digits().stripTrailingZeros();
        int weight = Math.floorDiv(digits.precision() - digits.scale() - 1, 4);
        int last = Math.floorDiv(-digits.scale(), 4);
        boolean small = number.digits().scale() <= SHORT_SCALE && weight <= SHORT_WEIGHT && weight >= -SHORT_WEIGHT - 1;
        return UNIT + (small ? 2 : 4) + 2 * (weight - last + 1);
    }
}
