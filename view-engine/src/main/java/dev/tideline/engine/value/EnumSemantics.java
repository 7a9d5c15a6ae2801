package dev.tideline.engine.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An enum: its label as {@link String}, in the order of the declaration. */
final class EnumSemantics extends BaseSemantics {

    private final String typeName;
    private final Map<String, Integer> positions = new HashMap<>();

    /** {@code typeName} as PostgreSQL's messages show it. */
    EnumSemantics(String typeName, List<String> labels) {
        this.typeName = typeName;
        for (String label : labels) {
            positions.put(label, positions.size());
        }
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return (String) value;
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        if (!positions.containsKey(text)) {
            throw new SqlError("22P02", "invalid input value for enum " + typeName + ": \"" + text + "\"");
        }
        return text;
    }

    /** The label itself, not its position, which a new label in the middle would move. */
    @Override
    public void write(Object value, ByteWriter out) {
        byte[] label = PgChars.utf8((String) value);
        out.writeVarLong(label.length).write(label);
    }

    @Override
    public Object read(ByteReader in) {
        return PgChars.fromUtf8(in.read((int) in.readVarLong()));
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        out.writeInt(positions.get((String) value));
    }

    @Override
    public int compare(Object left, Object right) {
        return Integer.compare(positions.get((String) left), positions.get((String) right));
    }
}
