-- AlterTable
ALTER TABLE "public"."customers" ADD COLUMN     "trialStartsAt" TIMESTAMP(3),
ADD COLUMN     "gracePeriodEndsAt" TIMESTAMP(3),
ADD COLUMN     "suspendedAt" TIMESTAMP(3),
ADD COLUMN     "suspensionReason" TEXT,
ADD COLUMN     "lastTrialNotificationSentAt" TIMESTAMP(3),
ADD COLUMN     "trialNotificationCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "kycStatus" TEXT DEFAULT 'pending',
ADD COLUMN     "kycVerificationId" TEXT,
ADD COLUMN     "kycCompletedAt" TIMESTAMP(3),
ADD COLUMN     "kycVerifiedBy" TEXT,
ADD COLUMN     "kycFailureReason" TEXT,
ADD COLUMN     "kycLastAttemptAt" TIMESTAMP(3),
ADD COLUMN     "requiresKyc" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "public"."users" ADD COLUMN     "kycStatus" TEXT DEFAULT 'pending',
ADD COLUMN     "kycVerificationId" TEXT,
ADD COLUMN     "kycCompletedAt" TIMESTAMP(3),
ADD COLUMN     "kycFailureReason" TEXT,
ADD COLUMN     "kycLastAttemptAt" TIMESTAMP(3),
ADD COLUMN     "requiresKyc" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kycReviewedByOwnerId" TEXT,
ADD COLUMN     "kycOwnerReviewedAt" TIMESTAMP(3),
ADD COLUMN     "kycOwnerApprovalStatus" TEXT,
ADD COLUMN     "kycOwnerNotes" TEXT,
ADD COLUMN     "twoFactorEnabled" BOOLEAN DEFAULT false,
ADD COLUMN     "twoFactorSecret" TEXT,
ADD COLUMN     "sessionTimeout" INTEGER DEFAULT 60,
ADD COLUMN     "loginAlerts" BOOLEAN DEFAULT true,
ADD COLUMN     "passwordLastChanged" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "customers_trialEndsAt_idx" ON "public"."customers"("trialEndsAt");

-- CreateIndex
CREATE INDEX "customers_gracePeriodEndsAt_idx" ON "public"."customers"("gracePeriodEndsAt");
