package dev.tideline.bench.nexmark;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * The traffic of the auction house as lines for COPY: of 50 events one is a new person, three are auctions, all others bids. Half of
 * the bids go to the newest auctions and half come from few bidders. The clock runs through sessions and windows, and now and then
 * leaps over some hours, so that there are days and nights.
 */
final class NexmarkTraffic {

    static final int FIRST_ID = 1000;

    private static final int CYCLE = 50;
    private static final int AUCTIONS_PER_CYCLE = 3;
    private static final int LEAP_EVERY = 1000;
    private static final int LEAP_HOURS = 5;
    private static final int MEAN_GAP_MS = 900;
    private static final int CATEGORIES = 5;
    private static final List<String> STATES = List.of("AZ", "CA", "ID", "OR", "WA", "WY");
    private static final List<String> CITIES =
            List.of("Phoenix", "Palo Alto", "Boise", "Portland", "Seattle", "Cheyenne", "Bend");
    private static final List<String> NAMES = List.of("Ada", "Bela", "Cleo", "Dora", "Emil", "Fritz", "Greta", "Hugo");
    private static final List<String> LARGE_CHANNELS = List.of("Apple", "Google", "Facebook", "Baidu");

    private final Random random;
    private LocalDateTime now = LocalDateTime.of(2025, 3, 29, 4, 57, 3);
    private int events;
    private int persons;
    private int auctions;
    private int bids;

    NexmarkTraffic(long seed) {
        this.random = new Random(seed);
    }

    /** Who gets the lines, a column's values separated by tabs. */
    interface Receiver {

        void row(String table, String line);
    }

    void events(int count, Receiver receiver) {
        for (int i = 0; i < count; i++, events++) {
            now = now.plus((long) (-Math.log(1 - random.nextDouble()) * MEAN_GAP_MS), ChronoUnit.MILLIS);
            if (events % LEAP_EVERY == LEAP_EVERY - 1) {
                now = now.plusHours(LEAP_HOURS);
            }
            int place = events % CYCLE;
            if (place == 0) {
                receiver.row("person", person());
            } else if (place <= AUCTIONS_PER_CYCLE) {
                receiver.row("auction", auction());
            } else {
                receiver.row("bid", bid());
            }
        }
    }

    private String person() {
        String name = pick(NAMES) + " " + pick(NAMES);
        return line(
                FIRST_ID + persons++,
                name,
                name.toLowerCase().replace(' ', '.') + "@example.com",
                "%04d %04d".formatted(random.nextInt(10000), random.nextInt(10000)),
                pick(CITIES),
                pick(STATES),
                now,
                text(20));
    }

    private String auction() {
        long initial = price();
        // Half of the sellers are the newest persons: some open an auction as soon as they are there.
        int seller = random.nextBoolean() ? persons - 1 : random.nextInt(persons);
        return line(
                FIRST_ID + auctions++,
                text(8),
                text(30),
                initial,
                initial + price(),
                now,
                now.plusSeconds(10 + random.nextInt(300)),
                FIRST_ID + seller,
                10 + random.nextInt(CATEGORIES),
                text(15));
    }

    private String bid() {
        int auction =
                random.nextBoolean() ? auctions - 1 - random.nextInt(Math.min(3, auctions)) : random.nextInt(auctions);
        int bidder = random.nextBoolean() ? persons / 10 * 10 % persons : random.nextInt(persons);
        boolean large = random.nextBoolean();
        int channel = random.nextInt(large ? LARGE_CHANNELS.size() : 40);
        String address = "https://www.example.com/%s/%s/%s/item.htm?query=1".formatted(text(3), text(4), text(3));
        // Of the small channels some do not say their number.
        boolean named = !large && channel % 10 != 0;
        return line(
                FIRST_ID + bids++,
                FIRST_ID + auction,
                FIRST_ID + bidder,
                price(),
                large ? LARGE_CHANNELS.get(channel) : "channel-" + channel,
                named ? address + "&channel_id=" + channel : address,
                now,
                text(25));
    }

    /** Small ones are as frequent as large ones. */
    private long price() {
        return Math.round(Math.pow(10, random.nextDouble() * 6) * 100);
    }

    private String text(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(8)));
        }
        return text.toString();
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String line(Object... values) {
        var line = new StringBuilder();
        for (Object value : values) {
            line.append(line.isEmpty() ? "" : "\t").append(value);
        }
        return line.toString();
    }
}
