package dev.tideline.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A jsonb value: null, a string, a number, a boolean, an array or an object. Immutable. An object has each key once, in
 * PostgreSQL's storage order: shorter keys first, then by bytes. {@code equals} is identity, so it tells 1.0 from 1.00.
 */
public final class Jsonb {

    /** In PostgreSQL's order of types. */
    public enum Kind {
        NULL,
        STRING,
        NUMBER,
        BOOLEAN,
        ARRAY,
        OBJECT,
        /** Only among the items of a jsonpath. */
        MOMENT
    }

    public static final Jsonb NULL = new Jsonb(Kind.NULL, null, null);
    public static final Jsonb TRUE = new Jsonb(Kind.BOOLEAN, true, null);
    public static final Jsonb FALSE = new Jsonb(Kind.BOOLEAN, false, null);

    private static final String[] NO_KEYS = {};

    private final Kind kind;
    private final Object value;
    private final String[] keys;

    private Jsonb(Kind kind, Object value, String[] keys) {
        this.kind = kind;
        this.value = value;
        this.keys = keys;
    }

    public static Jsonb of(String text) {
        return new Jsonb(Kind.STRING, text, null);
    }

    public static Jsonb of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static Jsonb of(PgNumeric number) {
        return new Jsonb(Kind.NUMBER, number, null);
    }

    /** An item of a jsonpath, never a part of a document. */
    public static Jsonb of(JsonMoment moment) {
        return new Jsonb(Kind.MOMENT, moment, null);
    }

    public static Jsonb array(List<Jsonb> elements) {
        return new Jsonb(Kind.ARRAY, elements.toArray(new Jsonb[0]), null);
    }

    /** An object; the last of several entries with one key counts. */
    public static Jsonb object(List<Map.Entry<String, Jsonb>> entries) {
        var sorted = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
        for (var entry : entries) {
            sorted.put(entry.getKey(), entry.getValue());
        }
        return object(sorted);
    }

    /** An object of a map that is sorted by {@link #compareKeys}. */
    public static Jsonb object(TreeMap<String, Jsonb> sorted) {
        return new Jsonb(
                Kind.OBJECT,
                sorted.values().toArray(new Jsonb[0]),
                sorted.keySet().toArray(NO_KEYS));
    }

    static Jsonb sortedObject(String[] keys, Jsonb[] values) {
        return new Jsonb(Kind.OBJECT, values, keys);
    }

    /** PostgreSQL's storage order of keys: by length in bytes, then by bytes. */
    public static int compareKeys(String left, String right) {
        int lengths = Integer.compare(utf8Length(left), utf8Length(right));
        return lengths != 0 ? lengths : PgChars.compareBytewise(left, right);
    }

    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isScalar() {
        return kind != Kind.ARRAY && kind != Kind.OBJECT;
    }

    public String string() {
        return (String) value;
    }

    public PgNumeric number() {
        return (PgNumeric) value;
    }

    public JsonMoment moment() {
        return (JsonMoment) value;
    }

    /** The item of a jsonpath as it is in a document: a date or time has become a string. */
    public Jsonb asDocument() {
        return kind == Kind.MOMENT ? of(moment().iso()) : this;
    }

    public boolean bool() {
        return (boolean) value;
    }

    /** Elements of an array or pairs of an object; 0 for a scalar. */
    public int size() {
        return isScalar() ? 0 : values().length;
    }

    /** The element of an array or the value of an object's pair, in storage order. */
    public Jsonb get(int position) {
        return values()[position];
    }

    /** The key of an object's pair, in storage order. */
    public String key(int position) {
        return keys[position];
    }

    /** The value under a key of an object, or null. */
    public Jsonb get(String key) {
        int found = Arrays.binarySearch(keys, key, Jsonb::compareKeys);
        return found < 0 ? null : values()[found];
    }

    /** An array's elements or an object's values. */
    public List<Jsonb> elements() {
        return Arrays.asList(values());
    }

    /** An object's pairs, in a map of their own. */
    public TreeMap<String, Jsonb> entries() {
        var entries = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
        for (int i = 0; i < keys.length; i++) {
            entries.put(keys[i], values()[i]);
        }
        return entries;
    }

    /** The same value with each number replaced by its representative. */
    Jsonb normal() {
        return switch (kind) {
            case NUMBER -> of(NumericSemantics.normal(number()));
            case ARRAY, OBJECT -> {
                var normal = new ArrayList<Jsonb>(values().length);
                for (var each : values()) {
                    normal.add(each.normal());
                }
                yield new Jsonb(kind, normal.toArray(new Jsonb[0]), keys);
            }
            default -> this;
        };
    }

    private Jsonb[] values() {
        return (Jsonb[]) value;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Jsonb that) || kind != that.kind) {
            return false;
        }
        return switch (kind) {
            case NULL -> true;
            case ARRAY, OBJECT -> Arrays.equals(keys, that.keys) && Arrays.equals(values(), that.values());
            default -> value.equals(that.value);
        };
    }

    @Override
    public int hashCode() {
        return switch (kind) {
            case NULL -> 0;
            case ARRAY, OBJECT -> 31 * Arrays.hashCode(keys) + Arrays.hashCode(values());
            default -> value.hashCode();
        };
    }

    /** PostgreSQL's text form. */
    @Override
    public String toString() {
        var out = new StringBuilder();
        JsonText.append(out, this);
        return out.toString();
    }
}
