/** Queries that must find nothing in a schema, whose name is their only value. */
export const mistakes: Readonly<Record<string, string>> = {
  'a table without primary key, not in InnoDB, or with another collation': `
    SELECT t.table_name
    FROM information_schema.tables t
    LEFT JOIN information_schema.table_constraints c
      ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
    WHERE t.table_schema = ? AND t.table_type = 'BASE TABLE'
      AND (c.constraint_name IS NULL OR t.engine <> 'InnoDB' OR t.table_collation <> 'utf8mb4_unicode_ci')`,
  'an index that is the beginning of another one': `
    WITH i AS (
      SELECT table_name t, index_name n, CONCAT(GROUP_CONCAT(column_name ORDER BY seq_in_index), ',') c
      FROM information_schema.statistics WHERE table_schema = ? GROUP BY 1, 2
    )
    SELECT a.t, a.n, b.n FROM i a JOIN i b ON a.t = b.t AND a.n <> b.n WHERE LEFT(b.c, CHAR_LENGTH(a.c)) = a.c`,
  'a foreign key whose column does not lead exactly one index': `
    SELECT k.table_name, k.column_name
    FROM information_schema.key_column_usage k
    LEFT JOIN information_schema.statistics s
      ON s.table_schema = k.table_schema AND s.table_name = k.table_name AND s.column_name = k.column_name
      AND s.seq_in_index = 1
    WHERE k.table_schema = ? AND k.referenced_table_name IS NOT NULL
    GROUP BY 1, 2 HAVING COUNT(s.index_name) <> 1`,
  'an id of another service or of a user that leads no index': `
    SELECT c.table_name, c.column_name
    FROM information_schema.columns c
    JOIN information_schema.tables t
      ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
    LEFT JOIN information_schema.statistics s
      ON s.table_schema = c.table_schema AND s.table_name = c.table_name AND s.column_name = c.column_name
      AND s.seq_in_index = 1
    WHERE c.table_schema = ? AND s.index_name IS NULL AND c.column_name NOT IN ('created_by', 'updated_by')
      AND c.column_name REGEXP CONCAT(
        '^(patient|guarantor|facility|organization|encounter|insurance_policy|invoice|payment|user|provider',
        '|rendering_provider)_id$|_by$|^assigned_to$')`,
  'a float, TIMESTAMP or TEXT, a time without microseconds, or money that is not DECIMAL': `
    SELECT table_name, column_name, column_type
    FROM information_schema.columns
    WHERE table_schema = ? AND table_name NOT LIKE 'v\\_%'
      AND (data_type IN ('float', 'double', 'timestamp', 'text')
        OR (data_type = 'datetime' AND datetime_precision <> 6)
        OR (data_type <> 'decimal' AND column_name REGEXP CONCAT(
          'amount|subtotal|balance|price|cost$|charges$|_fees?$|^total_(payments|adjustments|refunds)$')))`,
  'a column for something that must never be stored': `
    SELECT table_name, column_name
    FROM information_schema.columns
    WHERE table_schema = ? AND column_name REGEXP
      '^pan$|card_number|cvv|cvc|track|^pin|otp|api_key|(^|_)token$|(^|_)secret$|^password$'`,
  'an index with a name of another form': `
    SELECT table_name, index_name
    FROM information_schema.statistics
    WHERE table_schema = ? AND index_name <> 'PRIMARY'
      AND index_name NOT REGEXP IF(non_unique, '^idx_[a-z0-9_]+$', '^uk_[a-z0-9_]+$')`,
};
