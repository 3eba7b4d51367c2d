-- P14 [references] two members hand approvals to each other
-- names: public.team_members.delegate_to
UPDATE public.team_members AS m SET delegate_to = CASE m.id WHEN 'mem-alder-owner' THEN 'mem-alder-finance' ELSE 'mem-alder-owner' END
WHERE m.id IN ('mem-alder-owner', 'mem-alder-finance');
