-- P05 [constraints] deleting a plan deletes its subscriptions
-- names: public.subscriptions."subscriptions_planId_fkey"
ALTER TABLE public.subscriptions DROP CONSTRAINT "subscriptions_planId_fkey";
ALTER TABLE public.subscriptions ADD CONSTRAINT "subscriptions_planId_fkey" FOREIGN KEY ("planId")
    REFERENCES public.plans (id) ON UPDATE CASCADE ON DELETE CASCADE;
