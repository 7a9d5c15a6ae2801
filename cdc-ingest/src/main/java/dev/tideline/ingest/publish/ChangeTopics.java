package dev.tideline.ingest.publish;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics of changed tables: created when a table's first row comes, and remembered by their ids from then on. */
public final class ChangeTopics {

    private final Topics topics;
    private final TopicNames names;
    private final Duration retention;
    private final EpochWriter writer;
    private final Map<TableName, String> known = new HashMap<>();

    public ChangeTopics(Topics topics, TopicNames names, Duration retention, EpochWriter writer) {
        this.topics = topics;
        this.names = names;
        this.retention = retention;
        this.writer = writer;
    }

    /** The name of the table's topic, which exists. */
    public String of(TableName table) {
        var topic = known.get(table);
        if (topic == null) {
            topic = names.changes(table);
            var settings = TopicSettings.log(topic, 1, retention);
            writer.rememberTopic(topic, topics.ensure(List.of(settings)).get(topic));
            known.put(table, topic);
        }
        return topic;
    }
}
