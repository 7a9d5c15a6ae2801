package dev.tideline.engine.sql.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of PostgreSQL's tree: a name and fields by name. A field's value is null, a text, a {@link Node}, a list of such, or bytes.
 * Node names that differ between versions have been made those of PostgreSQL 18.
 */
public final class Node {

    private final String name;
    private final Map<String, Object> fields;

    Node(String name, Map<String, Object> fields) {
        this.name = name;
        this.fields = Collections.unmodifiableMap(fields);
    }

    public String name() {
        return name;
    }

    public boolean is(String nodeName) {
        return name.equals(nodeName);
    }

    public Map<String, Object> fields() {
        return fields;
    }

    /** The same node with one field changed. */
    public Node with(String field, Object value) {
        var changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new Node(name, changed);
    }

    public boolean has(String field) {
        return fields.get(field) != null;
    }

    /** A text, or null. */
    public String text(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** A number; 0 for a field that this version does not have. */
    public int integer(String field) {
        var text = text(field);
        return text == null ? 0 : Integer.parseInt(text);
    }

    /** An unsigned number such as an OID; 0 for a field that this version does not have. */
    public long oid(String field) {
        var text = text(field);
        return text == null ? 0 : Long.parseLong(text);
    }

    public boolean bool(String field) {
        return "true".equals(text(field));
    }

    /** A child node, or null. */
    public Node node(String field) {
        return fields.get(field) instanceof Node node ? node : null;
    }

    public byte[] bytes(String field) {
        return fields.get(field) instanceof byte[] bytes ? bytes.clone() : null;
    }

    /** The elements of a list; none if the field is null. */
    public List<Object> list(String field) {
        var value = fields.get(field);
        return value instanceof List<?> list ? Collections.unmodifiableList(new ArrayList<>(list)) : List.of();
    }

    /** The elements of a list of nodes. */
    public List<Node> nodes(String field) {
        return nodes(list(field));
    }

    /** The elements of a list of numbers or OIDs, {@code (i 1 2)} or {@code (o 1 2)}. */
    public List<Long> numbers(String field) {
        return list(field).stream()
                .skip(1)
                .map(element -> Long.parseLong((String) element))
                .toList();
    }

    /** The elements of a list of texts. */
    public List<String> texts(String field) {
        return list(field).stream().map(String.class::cast).toList();
    }

    /** Where the node stands in the text that was analysed, in bytes, or -1. */
    public int location() {
        var text = text("location");
        return text == null ? -1 : Integer.parseInt(text);
    }

    /** The same tree, standing nowhere. */
    public Node withoutLocations() {
        return (Node) withoutLocations(this);
    }

    private static Object withoutLocations(Object value) {
        if (value instanceof List<?> list) {
            var stripped = new ArrayList<>(list.size());
            list.forEach(element -> stripped.add(withoutLocations(element)));
            return stripped;
        }
        if (value instanceof Node node) {
            var stripped = new LinkedHashMap<String, Object>();
            node.fields.forEach(
                    (field, child) -> stripped.put(field, field.equals("location") ? "-1" : withoutLocations(child)));
            return new Node(node.name, stripped);
        }
        return value;
    }

    /** A list's elements as nodes. */
    public static List<Node> nodes(Object list) {
        var nodes = new ArrayList<Node>();
        ((List<?>) list).forEach(element -> nodes.add((Node) element));
        return List.copyOf(nodes);
    }

    @Override
    public String toString() {
        return name + fields;
    }
}
