DO $golive$
BEGIN
  RAISE EXCEPTION 'not everything is mended: see what is left above';
END
$golive$;
