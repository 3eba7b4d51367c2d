-- Rows of one table, and of none that inherits from it, for a twin.
COPY (SELECT {values} FROM ONLY {table} AS t WHERE {where} LIMIT {most}) TO STDOUT
