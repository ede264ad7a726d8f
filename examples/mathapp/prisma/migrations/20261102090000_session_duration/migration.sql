-- Expand: the release after this one writes it. What serves now neither reads nor misses it.
ALTER TABLE "sessions" ADD COLUMN "duration_ms" BIGINT;
