package dev.tideline.acceptance;

/** What a view held: how many rows, and a digest of their text forms as a bag. */
record Answer(long rows, String digest) {}
