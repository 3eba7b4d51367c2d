CREATE SUBSCRIPTION mirror CONNECTION 'host=nowhere.invalid dbname=shop' PUBLICATION shop
    WITH (connect = false, slot_name = 'shop_slot');
