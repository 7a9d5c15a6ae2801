package dev.tideline.schemas.config;

import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.diagnostics.SourceText;
import java.util.Objects;

/** SQL in a file: the whole of it, or a scalar of a YAML document. Two are equal if they have the same text at the same place. */
final class FileSqlText implements SqlText {

    private final String text;
    private final SourceText source;
    private final int[] offsets;

    private FileSqlText(String text, SourceText source, int[] offsets) {
        this.text = text;
        this.source = source;
        this.offsets = offsets;
    }

    static FileSqlText ofWholeFile(SourceText source) {
        return new FileSqlText(source.text(), source, null);
    }

    static FileSqlText ofScalar(SourceText source, Scalar scalar) {
        return new FileSqlText(scalar.value(), source, ScalarOffsets.of(source.text(), scalar));
    }

    @Override
    public String text() {
        return text;
    }

    /** {@inheritDoc} An offset outside the text means its nearest end. */
    @Override
    public SourcePosition positionOf(int offset) {
        int inside = Math.max(0, Math.min(offset, text.length()));
        return source.positionAt(offsets == null ? inside : offsets[inside]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSqlText that
                && that.text.equals(text)
                && that.positionOf(0).equals(positionOf(0));
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, positionOf(0));
    }

    @Override
    public String toString() {
        return positionOf(0) + ": " + text;
    }
}
