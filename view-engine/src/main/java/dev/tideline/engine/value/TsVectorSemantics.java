package dev.tideline.engine.value;

/** tsvector: {@link PgTsVector}, whose order is that of its size in memory first. Its bytes are those of its text. */
final class TsVectorSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return TsVectorText.read(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeText(value.toString());
    }

    @Override
    public Object read(ByteReader in) {
        return PgTsVector.printed(in.readText());
    }

    /** After the sizes, words come with those first that have positions, and more of them, and later ones, and higher weights. */
    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var vector = (PgTsVector) value;
        out.writeInt(memory(vector)).writeInt(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            var entries = vector.entries(i);
            out.writeByte(entries.length == 0 ? 1 : 0);
            TextSemantics.writeTerminated(vector.word(i), out);
            if (entries.length > 0) {
                out.writeShort(~entries.length);
            }
            for (char entry : entries) {
                out.writeShort(~PgTsVector.position(entry)).writeByte(~PgTsVector.weight(entry));
            }
        }
    }

    @Override
    public int compare(Object left, Object right) {
        var a = (PgTsVector) left;
        var b = (PgTsVector) right;
        int sizes = Integer.compare(memory(a), memory(b));
        if (sizes == 0) {
            sizes = Integer.compare(a.size(), b.size());
        }
        for (int i = 0; sizes == 0 && i < a.size(); i++) {
            sizes = compareWords(a, b, i);
        }
        return sizes;
    }

    private static int compareWords(PgTsVector a, PgTsVector b, int index) {
        var left = a.entries(index);
        var right = b.entries(index);
        if (left.length == 0 != (right.length == 0)) {
            return left.length == 0 ? 1 : -1;
        }
        int words = PgChars.compareBytewise(a.word(index), b.word(index));
        if (words != 0) {
            return words;
        }
        int order = Integer.compare(right.length, left.length);
        for (int i = 0; order == 0 && i < left.length; i++) {
            order = Integer.compare(PgTsVector.position(right[i]), PgTsVector.position(left[i]));
            if (order == 0) {
                order = Integer.compare(PgTsVector.weight(right[i]), PgTsVector.weight(left[i]));
            }
        }
        return order;
    }

    private static int memory(PgTsVector vector) {
        return 4 * vector.size() + vector.dataSize();
    }
}
