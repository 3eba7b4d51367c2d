DELETE FROM golive.cursor WHERE platform = {platform} AND step = {step};
