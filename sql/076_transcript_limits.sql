-- How much was stored of a room up to and with this segment, in the order of the revisions: the newest one tells it of the whole
-- room, so that nobody counts. Null in rows of before.
ALTER TABLE call_segments ADD COLUMN IF NOT EXISTS segments_so_far int;
ALTER TABLE call_segments ADD COLUMN IF NOT EXISTS characters_so_far bigint;

-- As before, and a call's transcript does not grow without end, whichever silo writes: at most 20,000 segments and 4,000,000
-- characters. Under the lock of the room, which is held until the commit, the newest row is the truth; rows of the same statement
-- that came before are seen. A room of before is counted once.
CREATE OR REPLACE FUNCTION call_segment_revise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    segments   int;
    characters bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(x'73656773'::int, hashtext(NEW.room)); -- "segs" in ASCII
    NEW.revision := nextval('call_segment_revisions');

    SELECT s.segments_so_far, s.characters_so_far INTO segments, characters
    FROM call_segments s WHERE s.room = NEW.room ORDER BY s.revision DESC LIMIT 1;
    IF NOT FOUND THEN
        segments := 0;
        characters := 0;
    ELSIF segments IS NULL THEN
        SELECT count(*), coalesce(sum(length(s.text)), 0) INTO segments, characters FROM call_segments s WHERE s.room = NEW.room;
    END IF;

    IF TG_OP = 'UPDATE' THEN
        NEW.segments_so_far := segments;
        NEW.characters_so_far := characters + length(NEW.text) - length(OLD.text);
        IF NEW.characters_so_far > 4000000 AND length(NEW.text) > length(OLD.text) THEN
            RAISE EXCEPTION 'The transcript of this call is full' USING ERRCODE = 'OC413';
        END IF;
    ELSE
        NEW.segments_so_far := segments + 1;
        NEW.characters_so_far := characters + length(NEW.text);
        -- One whose id is there becomes an update, which is asked again.
        IF (NEW.segments_so_far > 20000 OR NEW.characters_so_far > 4000000)
            AND NOT EXISTS (SELECT FROM call_segments s WHERE s.room = NEW.room AND s.id = NEW.id) THEN
            RAISE EXCEPTION 'The transcript of this call is full' USING ERRCODE = 'OC413';
        END IF;
    END IF;

    RETURN NEW;
END $$;
