-- AlterTable
ALTER TABLE "public"."customers" ADD COLUMN     "licenseNumber" TEXT;

-- AlterTable
ALTER TABLE "public"."users" ADD COLUMN     "bio" TEXT,
ADD COLUMN     "is_temp_password" BOOLEAN DEFAULT false,
ADD COLUMN     "temp_password_expires_at" TIMESTAMP(3),
ADD COLUMN     "must_change_password" BOOLEAN DEFAULT false;
