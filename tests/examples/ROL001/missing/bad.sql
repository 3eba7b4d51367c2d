DROP ROLE worker;
