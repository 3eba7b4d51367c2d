DROP TABLE public.theme_settings;

DROP TABLE public.ai_agent_configurations;
