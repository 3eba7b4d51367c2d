CREATE POLICY anybody ON storage.objects FOR INSERT TO anon WITH CHECK (bucket_id = 'files');
CREATE POLICY change ON storage.objects FOR UPDATE TO authenticated USING (bucket_id = 'files' AND auth.uid() IS NOT NULL);
CREATE POLICY logos ON storage.objects FOR SELECT USING (bucket_id = 'logos');
CREATE POLICY remove ON storage.objects FOR DELETE TO authenticated USING ((storage.foldername(name))[1] = 'files' OR owner_id = (auth.uid())::text);
ALTER POLICY seen ON storage.objects USING (bucket_id = 'files' AND auth.role() = 'authenticated');
