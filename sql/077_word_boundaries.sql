-- What separates words, by one table that the service has too (Grains/Search/Separators), whatever the database's locale says: words
-- after emoji, or after Arabic, Hebrew or Indic punctuation, are found. And phrases are found however often a call has their words.

-- What was said and the summary as words: in lower case, a space before and after each. At most what call_said takes.
CREATE OR REPLACE FUNCTION call_search_text(summary text, transcript jsonb) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    -- All but letters, decimal digits and marks, as of Unicode 16; hexadecimal.
    separators CONSTANT text := regexp_replace('
        0-2f 3a-40 5b-60 7b-a9 ab-b4 b6-b9 bb-bf d7 f7 2c2-2c5 2d2-2df 2e5-2eb 2ed 2ef-2ff 375 37e 384-385 387 3f6 482 488-489
        55a-55f 589-58f 5be 5c0 5c3 5c6 5f3-60f 61b-61f 66a-66d 6d4 6dd-6de 6e9 6fd-6fe 700-70f 7f6-7f9 7fe-7ff 830-83e 85e 888
        890-891 8e2 964-965 970 9f2-9fb 9fd a76 af0-af1 b70 b72-b77 bf0-bfa c77-c7f c84 d4f d58-d5e d70-d79 df4 e3f e4f e5a-e5b
        f01-f17 f1a-f1f f2a-f34 f36 f38 f3a-f3d f85 fbe-fc5 fc7-fda 104a-104f 109e-109f 10fb 1360-137c 1390-1399 1400 166d-166e
        1680 169b-169c 16eb-16f0 1735-1736 17d4-17d6 17d8-17db 17f0-180a 180e 1940-1945 19da-19ff 1a1e-1a1f 1aa0-1aa6 1aa8-1aad
        1abe 1b4e-1b4f 1b5a-1b6a 1b74-1b7f 1bfc-1bff 1c3b-1c3f 1c7e-1c7f 1cc0-1cc7 1cd3 1fbd 1fbf-1fc1 1fcd-1fcf 1fdd-1fdf
        1fed-1fef 1ffd-2070 2074-207e 2080-208e 20a0-20c0 20dd-20e0 20e2-20e4 2100-2101 2103-2106 2108-2109 2114 2116-2118
        211e-2123 2125 2127 2129 212e 213a-213b 2140-2144 214a-214d 214f-2182 2185-2bff 2ce5-2cea 2cf9-2cff 2d70 2e00-2e2e
        2e30-3004 3008-3020 3030 3036-3037 303d-303f 309b-309c 30a0 30fb 3190-319f 31c0-31ef 3200-33ff 4dc0-4dff a490-a4c6
        a4fe-a4ff a60d-a60f a670-a673 a67e a6e6-a6ef a6f2-a716 a720-a721 a789-a78a a828-a82b a830-a839 a874-a877 a8ce-a8cf
        a8f8-a8fa a8fc a92e-a92f a95f a9c1-a9cd a9de-a9df aa5c-aa5f aa77-aa79 aade-aadf aaf0-aaf1 ab5b ab6a-ab6b abeb e000-f8ff
        fb29 fbb2-fbc2 fd3e-fd4f fdcf fdfc-fe19 fe30-fe6b feff-ff0f ff1a-ff20 ff3b-ff40 ff5b-ff65 ffe0-fffd 10100-101fc
        102e1-102fb 10320-10323 10341 1034a 1039f 103d0-103d5 1056f 10857-1085f 10877-1087f 108a7-108af 108fb-108ff 10916-1091f
        1093f 109bc-109bd 109c0-109ff 10a40-10a58 10a7d-10a7f 10a9d-10a9f 10ac8 10aeb-10af6 10b39-10b3f 10b58-10b5f 10b78-10b7f
        10b99-10baf 10cfa-10cff 10d6e 10d8e-10e7e 10ead 10f1d-10f26 10f51-10f59 10f86-10f89 10fc5-10fcb 11047-11065 110bb-110c1
        110cd 11140-11143 11174-11175 111c5-111c8 111cd 111db 111dd-111f4 11238-1123d 112a9 113d4-113d8 1144b-1144f 1145a-1145d
        114c6 115c1-115d7 11641-11643 11660-1166c 116b9 1173a-1173f 1183b 118ea-118f2 11944-11946 119e2 11a3f-11a46 11a9a-11a9c
        11a9e-11aa2 11b00-11b09 11be1 11c41-11c45 11c5a-11c71 11ef7-11ef8 11f43-11f4f 11fc0-11fff 12400-12474 12ff1-12ff2
        13430-1343f 16a6e-16a6f 16af5 16b37-16b3f 16b44-16b45 16b5b-16b61 16d6d-16d6f 16e80-16e9a 16fe2 1bc9c 1bc9f-1ccef
        1cd00-1ceb3 1cf50-1d164 1d16a-1d16c 1d173-1d17a 1d183-1d184 1d18c-1d1a9 1d1ae-1d241 1d245-1d378 1d6c1 1d6db 1d6fb 1d715
        1d735 1d74f 1d76f 1d789 1d7a9 1d7c3 1d800-1d9ff 1da37-1da3a 1da6d-1da74 1da76-1da83 1da85-1da8b 1e14f 1e2ff 1e5ff
        1e8c7-1e8cf 1e95e-1ed3d 1eef0-1fbef e0000-10ffff', '\s+', ' ', 'g');
    -- Scripts without spaces between words (Thai, Lao, Burmese, Khmer, Han, Kana): each letter is a word, and each pair.
    unspaced CONSTANT text := '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c'
        || '\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff';
    said text := concat_ws(E'\n', left(summary, 50000), call_said(transcript));
    runs text;
BEGIN
    said := lower(regexp_replace(said, '[' || replace(replace(separators, '-', '-\x'), ' ', '\x') || ']+', ' ', 'g'));
    IF said ~ ('[' || unspaced || ']') THEN
        runs := regexp_replace(said, '[^' || unspaced || ']+', ' ', 'g');
        said := regexp_replace(
            regexp_replace(said, '[' || unspaced || ']+', ' ', 'g')
                || regexp_replace(runs, '([' || unspaced || '])', ' \1 ', 'g')
                || regexp_replace(runs, '([' || unspaced || ']{2})', ' \1 ', 'g')
                || regexp_replace(regexp_replace(' ' || runs, ' [' || unspaced || ']', ' ', 'g'), '([' || unspaced || ']{2})', ' \1 ', 'g'),
            ' +', ' ', 'g');
    END IF;

    RETURN ' ' || btrim(said, ' ') || ' ';
END $$;

-- As before, but cut by call_search_text alone, and not once more by Postgres' parser, whose letters are the locale's.
CREATE OR REPLACE FUNCTION call_search_words(
    user_id text, created_at timestamptz, status text, call_type text, summary text, transcript jsonb)
    RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
    key CONSTANT text := call_search_key(user_id);
    day CONSTANT bigint := CASE WHEN isfinite(created_at) THEN floor(extract(epoch FROM created_at) / 86400) END;
    said CONSTANT text := btrim(call_search_text(summary, transcript), ' ');
    words text;
    long boolean;
    most int := 500000;
BEGIN
    IF said = '' THEN
        RETURN NULL;
    END IF;

    LOOP
        BEGIN
            -- A tsvector keeps 255 places of a word, and none beyond the 16,383rd: a call that has more is marked, and phrases
            -- are looked for in its text.
            SELECT string_agg('''' || key || word || ''':' || places, ' '), bool_or(uses > 255 OR last > 16382) INTO words, long
            FROM (
                SELECT word, string_agg(place::text, ',') AS places, count(*) AS uses, max(place) AS last
                FROM string_to_table(left(said, most), ' ') WITH ORDINALITY AS t (word, place)
                WHERE octet_length(word) < 2000 GROUP BY word) AS used;
            RETURN coalesce(words, '')::tsvector || array_to_tsvector(array_remove(ARRAY[
                key || '/',
                CASE WHEN long THEN key || '/long' END,
                key || '/status/' || status,
                key || '/type/' || coalesce(call_type, 'on-demand'),
                key || '/day/' || day,
                key || '/month/' || (day >> 5)], NULL));
        EXCEPTION WHEN program_limit_exceeded THEN
            most := most / 2; -- a tsvector holds 1 MB; the row must be written all the same
        END;
    END LOOP;
END $$;

-- What is asked for: a tsquery in which a tilde stands before each word (see SearchText). Silos of the version before call the other one.
CREATE OR REPLACE FUNCTION call_search_query(user_id text, asked text, status text, call_type text)
    RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE
    RETURN concat_ws(' & ',
        '(' || lower(replace(asked, '~', call_search_key(user_id))) || ')',
        quote_literal(call_search_key(user_id) || '/status/' || status),
        quote_literal(call_search_key(user_id) || '/type/' || call_type))::tsquery;

-- Whether a call is what is asked for by its text, where its words do not know all their places: the nth phrase is a word '/phrase/n'.
CREATE OR REPLACE FUNCTION call_search_by_text(call uuid, user_id text, words tsvector, asked tsquery, phrases text[])
    RETURNS boolean LANGUAGE sql STABLE
    RETURN words || array_to_tsvector(ARRAY(
        SELECT call_search_key(user_id) || '/phrase/' || n
        FROM (SELECT call_search_text(summary, transcript_json) AS said FROM coaching_sessions WHERE id = call OFFSET 0) AS s,
            unnest(phrases) WITH ORDINALITY AS p (phrase, n)
        WHERE position(lower(phrase) IN said) > 0)) @@ asked;

-- As before, in more steps: the two days, 14 days, the two 'months' of 32 days, two more, four more, and all that is older. So a phrase whose
-- words are frequent has few more candidates than it needs.
CREATE OR REPLACE FUNCTION call_search_spans(user_id text, edge timestamptz, since timestamptz)
    RETURNS TABLE (words tsquery, begins timestamptz, ends timestamptz) LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 6 AS $$
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
            ((SELECT string_agg(quote_literal(key || '/day/' || n), ' | ')::tsquery FROM generate_series(day - 15, day - 2) n),
                to_timestamp((day - 15) * 86400), to_timestamp((day - 1) * 86400)),
            (format('''%1$s/month/%2$s'' | ''%1$s/month/%3$s''', key, month, month - 1)::tsquery,
                to_timestamp((month - 1) * 32 * 86400), to_timestamp((day - 15) * 86400)),
            (format('''%1$s/month/%2$s'' | ''%1$s/month/%3$s''', key, month - 2, month - 3)::tsquery,
                to_timestamp((month - 3) * 32 * 86400), to_timestamp((month - 1) * 32 * 86400)),
            ((SELECT string_agg(quote_literal(key || '/month/' || n), ' | ')::tsquery FROM generate_series(month - 7, month - 4) n),
                to_timestamp((month - 7) * 32 * 86400), to_timestamp((month - 3) * 32 * 86400)),
            (older, '-infinity', coalesce(to_timestamp((month - 7) * 32 * 86400), 'infinity'))) AS spans (words, begins, ends)
        WHERE spans.begins IS NOT NULL AND (since IS NULL OR spans.ends > since);
END $$;

-- Words that are stored already. Which calls are concerned is found while others write; then writers wait until the words of those, and of
-- what was written meanwhile, are made anew and this is committed.
DO $$
DECLARE
    before CONSTANT xid := pg_snapshot_xmin(pg_current_snapshot())::xid;
BEGIN
    -- Calls with another character than the common ones that were taken as they are now, and those that are long.
    CREATE TEMP TABLE call_words_concerned ON COMMIT DROP AS
    SELECT id FROM coaching_sessions AS s JOIN call_words AS w USING (id)
    WHERE concat_ws(' ', left(summary, 50000), call_said(transcript_json)) ~ ('[^\u0001-\u02c1\u0300-\u0374\u0388-\u038a\u038c\u038e-\u03a1'
            || '\u03a3-\u03f5\u03f7-\u0481\u048a-\u052f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2190-\u2bff\u3001-\u3004\u3008-\u3020'
            || '\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u3105-\u312f\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff65]')
        OR EXISTS (SELECT FROM unnest(words) AS u WHERE cardinality(u.positions) > 254 OR u.positions[cardinality(u.positions)] > 16382);

    DELETE FROM call_words_concerned AS c USING coaching_sessions AS s, call_words AS w
    WHERE s.id = c.id AND w.id = c.id
        AND call_search_words(s.user_id, s.created_at, s.status, s.call_type, s.summary, s.transcript_json) IS NOT DISTINCT FROM w.words;

    LOCK TABLE coaching_sessions IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO call_words_concerned SELECT id FROM call_words WHERE age(xmin) <= age(before);

    DELETE FROM call_words AS w USING coaching_sessions AS s
    WHERE w.id IN (SELECT id FROM call_words_concerned) AND s.id = w.id AND call_search_text(s.summary, s.transcript_json) = '  ';

    UPDATE call_words AS w SET words = made.words
    FROM coaching_sessions AS s
    CROSS JOIN LATERAL (SELECT call_search_words(s.user_id, s.created_at, s.status, s.call_type, s.summary, s.transcript_json) AS words) AS made
    WHERE w.id IN (SELECT id FROM call_words_concerned) AND s.id = w.id AND made.words IS DISTINCT FROM w.words;

    DROP TABLE call_words_concerned;
END $$;
