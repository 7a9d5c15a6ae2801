package dev.tideline.schemas.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Reads and writes the small control messages (manifests, requests, replies, descriptors). Rows never pass here: they are
 * written and read by streaming code of the parts themselves. Unknown fields are ignored, so that a newer part can talk to
 * an older one.
 */
public final class WireJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(wireTypes())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    private WireJson() {}

    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("not a readable " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static SimpleModule wireTypes() {
        var module = new SimpleModule("tideline-wire");
        module.addSerializer(Lsn.class, new StdSerializer<>(Lsn.class) {
            @Override
            public void serialize(Lsn lsn, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(lsn.toString());
            }
        });
        module.addDeserializer(Lsn.class, new StdDeserializer<>(Lsn.class) {
            @Override
            public Lsn deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Lsn.parse(in.getText());
            }
        });
        module.addSerializer(Instant.class, new StdSerializer<>(Instant.class) {
            @Override
            public void serialize(Instant time, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(time.toString());
            }
        });
        module.addDeserializer(Instant.class, new StdDeserializer<>(Instant.class) {
            @Override
            public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Instant.parse(in.getText());
            }
        });
        return module;
    }
}
