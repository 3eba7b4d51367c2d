REVOKE app FROM worker;
