package dev.tideline.schemas.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one small JSON document after the other with one generator, whose making costs as much as a document. Not thread-safe. */
public final class JsonBuffer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator generator;

    public JsonBuffer() {
        try {
            generator = JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build()
                    .createGenerator(bytes)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            generator.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of what the content writes. */
    public byte[] document(Content content) {
        try {
            content.write(generator);
            generator.flush();
            byte[] document = bytes.toByteArray();
            bytes.reset();
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one complete value. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator out) throws IOException;
    }
}
