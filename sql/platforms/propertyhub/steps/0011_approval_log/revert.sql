DROP TRIGGER log_approval_changes ON public.invoice_approvals;

DROP FUNCTION public.log_approval_action();
