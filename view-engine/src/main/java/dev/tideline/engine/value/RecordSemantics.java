package dev.tideline.engine.value;

import java.util.List;

/** A composite value: {@link Row}. It compares field by field; a NULL field is {@code =} to a NULL and sorts last. */
final class RecordSemantics implements TypeSemantics {

    private final List<TypeSemantics> fields;

    RecordSemantics(List<TypeSemantics> fields) {
        this.fields = fields;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        var row = (Row) value;
        var out = new StringBuilder("(");
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ",");
            if (row.get(i) != null) {
                appendField(out, fields.get(i).toText(row.get(i), session));
            }
        }
        return out.append(')').toString();
    }

    private static void appendField(StringBuilder out, String text) {
        boolean quotes = text.isEmpty();
        for (int i = 0; !quotes && i < text.length(); i++) {
            char c = text.charAt(i);
            quotes = c == '"' || c == '\\' || c == '(' || c == ')' || c == ',' || PgChars.isSpace(c);
        }
        if (!quotes) {
            out.append(text);
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append(c);
            }
            out.append(c);
        }
        out.append('"');
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return new Reader(text, session).read();
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var row = (Row) value;
        for (int i = 0; i < fields.size(); i++) {
            out.writeByte(row.get(i) == null ? 0 : 1);
            if (row.get(i) != null) {
                fields.get(i).write(row.get(i), out);
            }
        }
    }

    @Override
    public Object read(ByteReader in) {
        var values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readByte() == 0 ? null : fields.get(i).read(in);
        }
        return new Row(values);
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var row = (Row) value;
        for (int i = 0; i < fields.size(); i++) {
            out.writeByte(row.get(i) == null ? 2 : 1);
            if (row.get(i) != null) {
                fields.get(i).writeOrdered(row.get(i), out);
            }
        }
    }

    @Override
    public Object representative(Object value) {
        if (identitySafe()) {
            return value;
        }
        var row = (Row) value;
        var values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i) == null ? null : fields.get(i).representative(row.get(i));
        }
        return new Row(values);
    }

    @Override
    public boolean identitySafe() {
        return fields.stream().allMatch(TypeSemantics::identitySafe);
    }

    @Override
    public boolean ordered() {
        return fields.stream().allMatch(TypeSemantics::ordered);
    }

    @Override
    public boolean hashable() {
        return fields.stream().allMatch(TypeSemantics::hashable);
    }

    @Override
    public int compare(Object left, Object right) {
        var l = (Row) left;
        var r = (Row) right;
        for (int i = 0; i < fields.size(); i++) {
            var leftField = l.get(i);
            var rightField = r.get(i);
            int order;
            if (leftField == null || rightField == null) {
                order = leftField == rightField ? 0 : leftField == null ? 1 : -1;
            } else {
                order = fields.get(i).compare(leftField, rightField);
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Reads one record literal: {@code (1,"a ""b""",)}. */
    private final class Reader {

        private final String text;
        private final SessionSettings session;
        private int at;

        Reader(String text, SessionSettings session) {
            this.text = text;
            this.session = session;
        }

        Row read() {
            skipSpace();
            if (peek() != '(') {
                throw malformed();
            }
            at++;
            var values = new Object[fields.size()];
            for (int i = 0; i < values.length; i++) {
                if (i > 0) {
                    if (peek() != ',') {
                        throw malformed();
                    }
                    at++;
                }
                if (peek() != ',' && peek() != ')') {
                    values[i] = fields.get(i).fromText(readField(), session);
                }
            }
            if (peek() != ')') {
                throw malformed();
            }
            at++;
            skipSpace();
            if (at != text.length()) {
                throw malformed();
            }
            return new Row(values);
        }

        private String readField() {
            var field = new StringBuilder();
            boolean quoted = false;
            while (quoted || peek() != ',' && peek() != ')') {
                if (at == text.length()) {
                    throw malformed();
                }
                char c = text.charAt(at++);
                if (c == '\\') {
                    if (at == text.length()) {
                        throw malformed();
                    }
                    field.append(text.charAt(at++));
                } else if (c == '"' && quoted && peek() == '"') {
                    field.append(text.charAt(at++));
                } else if (c == '"') {
                    quoted = !quoted;
                } else {
                    field.append(c);
                }
            }
            return field.toString();
        }

        private int peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void skipSpace() {
            while (at < text.length() && PgChars.isSpace(text.charAt(at))) {
                at++;
            }
        }

        private SqlError malformed() {
            return new SqlError("22P02", "malformed record literal: \"" + text + "\"");
        }
    }
}
