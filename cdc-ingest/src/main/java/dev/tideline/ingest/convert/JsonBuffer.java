package dev.tideline.ingest.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One JSON generator over one buffer for many documents. */
final class JsonBuffer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator generator;

    JsonBuffer() {
        try {
            generator = JsonFactory.builder()
                    .build()
                    .createGenerator(bytes)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            generator.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] document(Content content) {
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

    @FunctionalInterface
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }
}
