SELECT document FROM golive.promotion WHERE platform = {platform} AND tenant = {tenant};
