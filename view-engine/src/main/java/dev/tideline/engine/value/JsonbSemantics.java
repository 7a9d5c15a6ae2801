package dev.tideline.engine.value;

/**
 * jsonb. Its order compares strings under the database's default collation, so it is known only if that one is bytewise.
 */
final class JsonbSemantics extends BaseSemantics {

    private static final NumericSemantics NUMERIC = new NumericSemantics(-1);
    private static final Jsonb.Kind[] KINDS = Jsonb.Kind.values();

    private final boolean bytewise;

    JsonbSemantics(boolean bytewise) {
        this.bytewise = bytewise;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return JsonParser.parse(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var json = (Jsonb) value;
        boolean yes = json.kind() == Jsonb.Kind.BOOLEAN && json.bool();
        out.writeByte(json.kind().ordinal() | (yes ? 0x10 : 0));
        switch (json.kind()) {
            case STRING -> writeText(json.string(), out);
            case NUMBER -> NUMERIC.write(json.number(), out);
            case ARRAY, OBJECT -> {
                out.writeVarLong(json.size());
                for (int i = 0; i < json.size(); i++) {
                    if (json.kind() == Jsonb.Kind.OBJECT) {
                        writeText(json.key(i), out);
                    }
                    write(json.get(i), out);
                }
            }
            default -> {}
        }
    }

    private static void writeText(String text, ByteWriter out) {
        byte[] bytes = PgChars.utf8(text);
        out.writeVarLong(bytes.length).write(bytes);
    }

    private static String readText(ByteReader in) {
        return PgChars.fromUtf8(in.read((int) in.readVarLong()));
    }

    @Override
    public Object read(ByteReader in) {
        return readJson(in);
    }

    private static Jsonb readJson(ByteReader in) {
        int tag = in.readByte();
        var kind = KINDS[tag & 0xF];
        return switch (kind) {
            case NULL -> Jsonb.NULL;
            case BOOLEAN -> Jsonb.of((tag & 0x10) != 0);
            case STRING -> Jsonb.of(readText(in));
            case NUMBER -> Jsonb.of((PgNumeric) NUMERIC.read(in));
            case ARRAY, OBJECT -> {
                int size = (int) in.readVarLong();
                var keys = new String[size];
                var values = new Jsonb[size];
                for (int i = 0; i < size; i++) {
                    keys[i] = kind == Jsonb.Kind.OBJECT ? readText(in) : null;
                    values[i] = readJson(in);
                }
                yield kind == Jsonb.Kind.OBJECT
                        ? Jsonb.sortedObject(keys, values)
                        : Jsonb.array(java.util.Arrays.asList(values));
            }
            case MOMENT -> throw new IllegalStateException("an item of a jsonpath where a document was kept");
        };
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        requireOrdered();
        var json = (Jsonb) value;
        out.writeByte(topLevelRank(json));
        writeOrderedElement(json, out);
    }

    /** At the top, and only there, PostgreSQL puts the empty array below the scalars. */
    private static int topLevelRank(Jsonb json) {
        return switch (json.kind()) {
            case ARRAY -> json.size() == 0 ? 0 : 2;
            case OBJECT -> 3;
            default -> 1;
        };
    }

    private static void writeOrderedElement(Jsonb json, ByteWriter out) {
        out.writeByte(json.kind().ordinal());
        switch (json.kind()) {
            case STRING -> TextSemantics.writeTerminated(json.string(), out);
            case NUMBER -> NUMERIC.writeOrdered(json.number(), out);
            case BOOLEAN -> out.writeByte(json.bool() ? 1 : 0);
            case ARRAY, OBJECT -> {
                out.writeInt(json.size());
                for (int i = 0; i < json.size(); i++) {
                    if (json.kind() == Jsonb.Kind.OBJECT) {
                        TextSemantics.writeTerminated(json.key(i), out);
                    }
                    writeOrderedElement(json.get(i), out);
                }
            }
            default -> {}
        }
    }

    @Override
    public Object representative(Object value) {
        return ((Jsonb) value).normal();
    }

    @Override
    public boolean identitySafe() {
        return false;
    }

    @Override
    public boolean ordered() {
        return bytewise;
    }

    @Override
    public int compare(Object left, Object right) {
        requireOrdered();
        var l = (Jsonb) left;
        var r = (Jsonb) right;
        int ranks = Integer.compare(topLevelRank(l), topLevelRank(r));
        return ranks != 0 ? ranks : compareElements(l, r);
    }

    private static int compareElements(Jsonb left, Jsonb right) {
        if (left.kind() != right.kind()) {
            return left.kind().compareTo(right.kind());
        }
        return switch (left.kind()) {
            case NULL -> 0;
            case STRING -> PgChars.compareBytewise(left.string(), right.string());
            case NUMBER -> left.number().compareTo(right.number());
            case BOOLEAN -> Boolean.compare(left.bool(), right.bool());
            case ARRAY, OBJECT -> compareContainers(left, right);
            case MOMENT -> throw new IllegalStateException("an item of a jsonpath has no order");
        };
    }

    private static int compareContainers(Jsonb left, Jsonb right) {
        int order = Integer.compare(left.size(), right.size());
        for (int i = 0; order == 0 && i < left.size(); i++) {
            if (left.kind() == Jsonb.Kind.OBJECT) {
                order = PgChars.compareBytewise(left.key(i), right.key(i));
            }
            if (order == 0) {
                order = compareElements(left.get(i), right.get(i));
            }
        }
        return order;
    }

    private void requireOrdered() {
        if (!bytewise) {
            throw new IllegalStateException(
                    "jsonb has no order that we reproduce: the database's collation decides it");
        }
    }
}
