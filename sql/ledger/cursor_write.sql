INSERT INTO golive.cursor AS c (platform, step, way, key, batches, rows_walked, rows_touched)
VALUES ({platform}, {step}, {way}, {key}::text[], {batches}, {walked}, {rows})
ON CONFLICT (platform, step) DO UPDATE SET
  way = excluded.way, key = excluded.key, batches = excluded.batches,
  rows_walked = excluded.rows_walked, rows_touched = excluded.rows_touched;
