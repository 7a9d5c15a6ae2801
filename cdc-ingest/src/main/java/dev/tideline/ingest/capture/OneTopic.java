package dev.tideline.ingest.capture;

import io.debezium.schema.SchemaTopicNamingStrategy;
import io.debezium.spi.schema.DataCollectionId;
import java.util.Properties;

/** Names no topics: Debezium looks the name up for each row, and nobody reads it. */
public final class OneTopic extends SchemaTopicNamingStrategy {

    private static final String NAME = "rows";

    public OneTopic(Properties properties) {
        super(properties);
    }

    @Override
    public String dataChangeTopic(DataCollectionId id) {
        return NAME;
    }
}
