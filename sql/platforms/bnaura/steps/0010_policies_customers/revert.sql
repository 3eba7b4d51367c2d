DROP TRIGGER commission_stays_in_clinic ON public.sales_commissions;
DROP FUNCTION app.commission_stays_in_clinic();
DROP POLICY sales_commissions_delete ON public.sales_commissions;
DROP POLICY sales_commissions_update ON public.sales_commissions;
DROP POLICY sales_commissions_insert ON public.sales_commissions;
DROP POLICY sales_commissions_select ON public.sales_commissions;
DROP POLICY customers_delete ON public.customers;
DROP POLICY customers_update ON public.customers;
DROP POLICY customers_insert ON public.customers;
DROP POLICY customers_select ON public.customers;
DO $$
DECLARE
    policy_found record;
BEGIN
    FOR policy_found IN
        SELECT p.definition FROM golive_undo.bna_policies_customers AS p ORDER BY p.relation, p.policy
    LOOP
        EXECUTE policy_found.definition;
    END LOOP;
END;
$$;
DROP TABLE golive_undo.bna_policies_customers;
