SELECT way, key, batches, rows_walked, rows_touched FROM golive.cursor WHERE platform = {platform} AND step = {step};
