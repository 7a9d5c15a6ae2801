package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.publish.Topics;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of snapshots: each attempt has its own, and those that nobody will read are removed. */
final class SnapshotTopics {

    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotTopics.class);
    private static final int RADIX = 36;
    private static final int TIME_DIGITS = 9;

    /** Replies are kept for a day: of a younger topic, they tell whether it was finished. */
    private static final Duration REPLIES_COVER = Duration.ofHours(20);

    private final Topics topics;
    private final TopicNames names;
    private final Duration retention;

    SnapshotTopics(Topics topics, TopicNames names, Duration retention) {
        this.topics = topics;
        this.names = names;
        this.retention = retention;
    }

    /** A name for an attempt that tells when it was. */
    static String attemptId() {
        String time = Long.toString(System.currentTimeMillis(), RADIX);
        String random = Long.toString(ThreadLocalRandom.current().nextLong(1L << 30, 1L << 31), RADIX);
        return "0".repeat(TIME_DIGITS - time.length()) + time + random;
    }

    private static long attemptedAt(String attemptId) {
        try {
            return Long.parseLong(attemptId.substring(0, TIME_DIGITS), RADIX);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    String create(String attemptId, TableName table) {
        var settings = TopicSettings.log(names.snapshot(attemptId, table), 1, retention);
        topics.ensure(List.of(settings));
        return settings.name();
    }

    void delete(Collection<String> created) {
        if (!created.isEmpty()) {
            topics.delete(created);
        }
    }

    /** Removes what unfinished attempts left behind, and finished ones that are older than the retention. */
    void removeLeftovers(Set<String> announced) {
        String prefix = names.prefix() + ".snapshot.";
        long now = System.currentTimeMillis();
        var leftovers = new ArrayList<String>();
        for (String topic : topics.list(prefix)) {
            String rest = topic.substring(prefix.length());
            int dot = rest.indexOf('.');
            long age = now - attemptedAt(dot < 0 ? rest : rest.substring(0, dot));
            boolean unfinished = age < REPLIES_COVER.toMillis() && !announced.contains(topic);
            if (age >= 0 && (unfinished || age > retention.toMillis())) {
                leftovers.add(topic);
            }
        }
        if (!leftovers.isEmpty()) {
            LOGGER.info("Removing {} topics of former snapshots", leftovers.size());
            topics.delete(leftovers);
        }
    }
}
