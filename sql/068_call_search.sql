-- Calls are listed by cursor pages, filtered, and searched by what was said in them and by their summaries.

-- A page of all of a user's calls, and of those with a status, a type or both: the ties of one creation time included.
CREATE INDEX IF NOT EXISTS coaching_sessions_newest ON coaching_sessions (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS coaching_sessions_filtered
    ON coaching_sessions (user_id, status, (coalesce(call_type, 'on-demand')), created_at DESC, id DESC);

-- A row without a time of creation would have no place among the others: where the column may be null, it gets one.
CREATE OR REPLACE FUNCTION coaching_sessions_creation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.created_at := now();
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER coaching_sessions_creation
    BEFORE INSERT OR UPDATE OF created_at ON coaching_sessions
    FOR EACH ROW WHEN (NEW.created_at IS NULL) EXECUTE FUNCTION coaching_sessions_creation();

-- The words of each call that has any. A table of its own, so that whoever reads coaching_sessions is not sent them.
CREATE TABLE IF NOT EXISTS call_words (
    id         uuid        PRIMARY KEY, -- the row's in coaching_sessions
    user_id    text        NOT NULL,
    created_at timestamptz,
    words      tsvector    NOT NULL
);
ALTER TABLE call_words
    ALTER COLUMN words SET STORAGE EXTERNAL,  -- it hardly compresses
    ALTER COLUMN words SET STATISTICS 0;      -- no plan depends on them

-- Everything in the index begins with six letters that stand for the user, so that a search reads that user's words alone,
-- however many others there are. Two users may share theirs: the rows found are compared with the user.
CREATE OR REPLACE FUNCTION call_search_key(user_id text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN translate(left(encode(sha256(convert_to(user_id, 'UTF8')), 'hex'), 6), '0123456789', 'ghijklmnop');

-- What was said, a line each: the texts in an array of objects, as this system writes it, or of strings. Any other shape is no
-- text. At most 400,000 characters, which is seven hours of speech.
CREATE OR REPLACE FUNCTION call_said(transcript jsonb) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN left(coalesce(
        (SELECT string_agg(line #>> '{}', E'\n') FROM jsonb_path_query(transcript, 'lax $[*].text ? (@.type() == "string")') AS line),
        (SELECT string_agg(line #>> '{}', E'\n') FROM jsonb_path_query(transcript, 'lax $[*] ? (@.type() == "string")') AS line)), 400000);

-- The words of a call, and its filters as words that nobody can say, since they hold a slash. Null without any text.
CREATE OR REPLACE FUNCTION call_search_words(
    user_id text, created_at timestamptz, status text, call_type text, summary text, transcript jsonb)
    RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    -- Between words. What Postgres' parser takes for more than a word (addresses, numbers with signs, tags) is cut up too.
    separators CONSTANT text := '\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7'
        || '\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u30fb\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65';
    -- Scripts without spaces between words (Thai, Lao, Burmese, Khmer, Han, Kana): each letter is a word, and each pair.
    unspaced CONSTANT text := '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c'
        || '\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff';
    key CONSTANT text := call_search_key(user_id);
    day CONSTANT bigint := CASE WHEN isfinite(created_at) THEN floor(extract(epoch FROM created_at) / 86400) END;
    said text := concat_ws(E'\n', left(summary, 50000), call_said(transcript));
    runs text;
    most int := 500000;
BEGIN
    IF said ~ ('[' || unspaced || ']') THEN
        runs := regexp_replace(said, '[^' || unspaced || ']+', ' ', 'g');
        said := regexp_replace(said, '[' || unspaced || ']+', ' ', 'g')
            || regexp_replace(runs, '([' || unspaced || '])', ' \1 ', 'g')
            || regexp_replace(runs, '([' || unspaced || ']{2})', ' \1 ', 'g')
            || regexp_replace(regexp_replace(' ' || runs, ' [' || unspaced || ']', ' ', 'g'), '([' || unspaced || ']{2})', ' \1 ', 'g');
    END IF;

    said := btrim(regexp_replace(said, '[' || separators || ']+', ' ', 'g'), ' ');
    IF said = '' THEN
        RETURN NULL;
    END IF;

    LOOP
        BEGIN
            RETURN to_tsvector('simple', key || replace(left(said, most), ' ', ' ' || key))
                || array_to_tsvector(array_remove(ARRAY[
                    key || '/',
                    key || '/status/' || status,
                    key || '/type/' || coalesce(call_type, 'on-demand'),
                    key || '/day/' || day,
                    key || '/month/' || (day >> 5)], NULL));
        EXCEPTION WHEN program_limit_exceeded THEN
            most := most / 2; -- a tsvector holds 1 MB; the row must be written all the same
        END;
    END LOOP;
END $$;

-- What is asked for, from a text in which a tilde stands before each word (see SearchText). Null when no word is left.
CREATE OR REPLACE FUNCTION call_search_query(user_id text, text text, unfinished boolean, status text, call_type text)
    RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    key CONSTANT text := call_search_key(user_id);
    asked tsquery := websearch_to_tsquery('simple', replace(text, '~', key));
BEGIN
    IF numnode(asked) = 0 THEN
        RETURN NULL;
    END IF;

    IF unfinished THEN -- the last word may go on
        asked := regexp_replace(asked::text, '''$', ''':*')::tsquery;
    END IF;

    IF status IS NOT NULL THEN
        asked := asked && quote_literal(key || '/status/' || status)::tsquery;
    END IF;

    IF call_type IS NOT NULL THEN
        asked := asked && quote_literal(key || '/type/' || call_type)::tsquery;
    END IF;

    RETURN asked;
END $$;

-- The times before edge, newest first, each with the words that all of the user's calls of that time have: the day and the one
-- before, the 32 days and those before, all that is older. A search ends with the first times that fill its page.
CREATE OR REPLACE FUNCTION call_search_spans(user_id text, edge timestamptz, since timestamptz)
    RETURNS TABLE (words tsquery, begins timestamptz, ends timestamptz) LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 3 AS $$
DECLARE
    key CONSTANT text := call_search_key(user_id);
    day CONSTANT bigint := CASE WHEN isfinite(edge) THEN floor(extract(epoch FROM edge) / 86400) END;
    month CONSTANT bigint := day >> 5;
    first_month CONSTANT bigint := CASE WHEN isfinite(since) THEN floor(extract(epoch FROM since) / 86400 / 32) END;
    older tsquery := quote_literal(key || '/')::tsquery;
BEGIN
    IF first_month BETWEEN month - 100 AND month THEN
        SELECT string_agg(quote_literal(key || '/month/' || n), ' | ')::tsquery INTO older FROM generate_series(first_month, month) n;
    END IF;

    RETURN QUERY
        SELECT * FROM (VALUES
            (format('''%1$s/day/%2$s'' | ''%1$s/day/%3$s''', key, day, day - 1)::tsquery,
                to_timestamp((day - 1) * 86400), 'infinity'::timestamptz),
            (format('''%1$s/month/%2$s'' | ''%1$s/month/%3$s''', key, month, month - 1)::tsquery,
                to_timestamp((month - 1) * 32 * 86400), to_timestamp((day - 1) * 86400)),
            (older, '-infinity', coalesce(to_timestamp((month - 1) * 32 * 86400), 'infinity'))) AS spans (words, begins, ends)
        WHERE spans.begins IS NOT NULL AND (since IS NULL OR spans.ends > since);
END $$;

-- call_words follows coaching_sessions, whoever writes it: with the definer's rights, since it is closed to users.
DO $do$
BEGIN
    EXECUTE format($sql$
        CREATE OR REPLACE FUNCTION call_words_follow() RETURNS trigger LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = pg_catalog, %I, pg_temp AS $$
        DECLARE
            derived tsvector;
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                TRUNCATE call_words;
                RETURN NULL;
            END IF;

            IF TG_OP = 'UPDATE' AND (NEW.id, NEW.user_id, NEW.created_at, NEW.status, NEW.call_type, NEW.summary, NEW.transcript_json)
                IS NOT DISTINCT FROM (OLD.id, OLD.user_id, OLD.created_at, OLD.status, OLD.call_type, OLD.summary, OLD.transcript_json) THEN
                RETURN NULL;
            END IF;

            IF TG_OP <> 'DELETE' AND (NEW.summary IS NOT NULL OR NEW.transcript_json IS NOT NULL) THEN
                derived := call_search_words(NEW.user_id, NEW.created_at, NEW.status, NEW.call_type, NEW.summary, NEW.transcript_json);
            END IF;

            IF TG_OP <> 'INSERT' AND (derived IS NULL OR NEW.id <> OLD.id) THEN
                DELETE FROM call_words WHERE id = OLD.id;
            END IF;

            IF derived IS NOT NULL THEN
                INSERT INTO call_words AS w (id, user_id, created_at, words)
                VALUES (NEW.id, NEW.user_id, NEW.created_at, derived)
                ON CONFLICT (id) DO UPDATE
                SET user_id = excluded.user_id, created_at = excluded.created_at, words = excluded.words;
            END IF;

            RETURN NULL;
        END $$ $sql$, current_schema());
END $do$;

CREATE OR REPLACE TRIGGER coaching_sessions_words
    AFTER INSERT OR DELETE OR UPDATE OF id, user_id, created_at, status, call_type, summary, transcript_json
    ON coaching_sessions FOR EACH ROW EXECUTE FUNCTION call_words_follow();
CREATE OR REPLACE TRIGGER coaching_sessions_no_words
    AFTER TRUNCATE ON coaching_sessions FOR EACH STATEMENT EXECUTE FUNCTION call_words_follow();

-- Older rows. After the triggers, which keep others from writing until this is committed.
INSERT INTO call_words (id, user_id, created_at, words)
SELECT id, user_id, created_at, derived
FROM coaching_sessions AS s
CROSS JOIN LATERAL (SELECT call_search_words(user_id, created_at, status, call_type, summary, transcript_json) AS derived) AS words
WHERE (summary IS NOT NULL OR transcript_json IS NOT NULL) AND derived IS NOT NULL
    AND NOT EXISTS (SELECT FROM call_words WHERE id = s.id);

CREATE INDEX IF NOT EXISTS call_words_newest ON call_words (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS call_words_words ON call_words USING gin (words) WITH (fastupdate = off); -- no list of unsorted words that each search reads
ANALYZE call_words;

-- As our other tables: closed to users who reach the database themselves. What they write is followed all the same.
DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        ALTER TABLE call_words ENABLE ROW LEVEL SECURITY;
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'call_words'::regclass AND polname = 'call_words_service') THEN
            EXECUTE format('CREATE POLICY call_words_service ON call_words FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
        END IF;
    END IF;
END $$;
