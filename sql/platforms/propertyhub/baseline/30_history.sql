-- The history as the migration tool wrote it: five migrations, then the deployments stopped running it.
SET ROLE propertyhub_owner;

CREATE TABLE "public"."_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
);

INSERT INTO "public"."_prisma_migrations"
    ("id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at", "applied_steps_count")
VALUES
    ('0f6c1d5e-5f0e-4c0a-9a51-000000000001', '68d3516d4f47203b28d41f1cca80901f1574de4cf76959bcef5226ce06c4085e', '2024-01-10 20:05:01+00', '20240110090000_init', NULL, NULL, '2024-01-10 20:05:00+00', 1),
    ('0f6c1d5e-5f0e-4c0a-9a51-000000000002', '6fa6cdf0396e66b48940791e3a7c08f61f0d9abd7625b1075bb00637e2b46f1f', '2024-03-04 20:05:01+00', '20240304100000_developer_module', NULL, NULL, '2024-03-04 20:05:00+00', 1),
    ('0f6c1d5e-5f0e-4c0a-9a51-000000000003', '0045e2f5cd13d22a3b2073f38b51a0f25fffd6327a5746b9edea2c890a924340', '2024-06-18 20:05:01+00', '20240618083000_kyc_trials_and_security', NULL, NULL, '2024-06-18 20:05:00+00', 1),
    ('0f6c1d5e-5f0e-4c0a-9a51-000000000004', '82d2d902bf53e967ab0af337ae8b84a39a58702ce0462337e8abda1060483c52', '2024-09-02 20:05:01+00', '20240902091500_team_roles_and_members', NULL, NULL, '2024-09-02 20:05:00+00', 1),
    ('0f6c1d5e-5f0e-4c0a-9a51-000000000005', 'e7b3c9b2eebdf82417c0ed536e1cf5038d7d2441ac1f1ab0dba467cc8a82563d', '2024-10-10 20:05:01+00', '20241010120000_notification_center', NULL, NULL, '2024-10-10 20:05:00+00', 1);

RESET ROLE;
