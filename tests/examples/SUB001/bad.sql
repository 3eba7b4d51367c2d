DROP SUBSCRIPTION from_staging;
