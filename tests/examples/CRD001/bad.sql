UPDATE public.integrations SET credentials = '33b8a4c2584fc9f1b6dbf8da314e807c:25470359eee69647b81de24ceb2935707413daa4b75ffcb984add09baa7a600cccfa6ec48fa863bf03d9116b36e18100' WHERE id = 1;
UPDATE public.integrations SET credentials = 'd9298a10d1b0735837dc4bd85dac641b:227acc3cee9be24d690d686176b5b82c' WHERE id = 2;
UPDATE public.integrations SET credentials = '9250b9912ee91d6b46e23299459ecd6e:3ccf52fe0eaf12372ed425a6bed0c25ae86c1789a32831321be190693f7777a5' WHERE id = 3;
UPDATE public.integrations SET credentials = 'cf2d9706736982fb261656d2e712344c:f80891ac324218f72cf41427ceca182c219607d4393c5bbe1095176796cae6586d5ea58e8cae1de2bb55f70361370cd0' WHERE id = 4;
