package dev.tideline.engine.value;

/** A jsonpath value. Two are the same if their steps are; PostgreSQL knows no equality of them. */
public final class JsonPath {

    private final boolean strict;
    private final JsonPathItem root;
    private final String text;

    JsonPath(boolean strict, JsonPathItem root) {
        this.strict = strict;
        this.root = root;
        this.text = JsonPathText.print(strict, root, false);
    }

    /** Whether arrays are taken for what they are, and steps that do not fit are errors. */
    public boolean strict() {
        return strict;
    }

    public JsonPathItem root() {
        return root;
    }

    /** A text that reads as this path again, which PostgreSQL's own does not always do. */
    String faithful() {
        return JsonPathText.print(strict, root, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonPath that && faithful().equals(that.faithful());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
