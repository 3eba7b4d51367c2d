CREATE TYPE "public"."build_status" AS ENUM('not_started', 'building', 'built', 'failed');--> statement-breakpoint
CREATE TYPE "public"."default_cadence" AS ENUM('daily', 'weekly', 'monthly', 'quarterly');--> statement-breakpoint
CREATE TYPE "public"."document_status" AS ENUM('draft', 'published', 'archived');--> statement-breakpoint
CREATE TYPE "public"."document_visibility" AS ENUM('internal', 'customer', 'public');--> statement-breakpoint
CREATE TYPE "public"."folder_type" AS ENUM('general', 'training', 'policy', 'ai');--> statement-breakpoint
CREATE TYPE "public"."key_result_status" AS ENUM('Not Started', 'On Track', 'At Risk', 'Off Track', 'Completed');--> statement-breakpoint
CREATE TYPE "public"."key_result_task_status" AS ENUM('Not Started', 'In Progress', 'Completed', 'Overdue');--> statement-breakpoint
CREATE TYPE "public"."key_result_type" AS ENUM('Numeric Target', 'Percentage', 'Milestone', 'Achieve or Not');--> statement-breakpoint
CREATE TYPE "public"."knowledge_completion_requirement" AS ENUM('read', 'quiz', 'acknowledge');--> statement-breakpoint
CREATE TYPE "public"."knowledge_document_type" AS ENUM('internal_kb', 'external_kb', 'training', 'policy', 'ai_instruction');--> statement-breakpoint
CREATE TYPE "public"."kpi_type" AS ENUM('Manual', 'Derived from Key Results', 'Derived from Data');--> statement-breakpoint
CREATE TYPE "public"."meeting_length" AS ENUM('15', '30', '45', '60');--> statement-breakpoint
CREATE TYPE "public"."monthly_rule_type" AS ENUM('nth_weekday', 'day_of_month');--> statement-breakpoint
CREATE TYPE "public"."nth" AS ENUM('1', '2', '3', '4', 'last');--> statement-breakpoint
CREATE TYPE "public"."objective_status" AS ENUM('Draft', 'Active', 'On Track', 'At Risk', 'Off Track', 'Completed', 'Archived');--> statement-breakpoint
CREATE TYPE "public"."page_status" AS ENUM('draft', 'in_review', 'published', 'archived');--> statement-breakpoint
CREATE TYPE "public"."period_rule_type" AS ENUM('nth_weekday', 'day_of_month');--> statement-breakpoint
CREATE TYPE "public"."team_role" AS ENUM('lead', 'member', 'observer');--> statement-breakpoint
CREATE TYPE "public"."unified_status" AS ENUM('draft', 'dev', 'live', 'archived');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('super_admin', 'admin', 'manager', 'team_member', 'customer', 'dev');--> statement-breakpoint
CREATE TYPE "public"."user_type" AS ENUM('human', 'agent');--> statement-breakpoint
CREATE TYPE "public"."weekday" AS ENUM('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');--> statement-breakpoint
CREATE TYPE "public"."work_item_status" AS ENUM('Planning', 'Ready', 'In Progress', 'Stuck', 'Completed', 'Archived');--> statement-breakpoint
CREATE TABLE "agent_workflow_runs" (
	"id" serial PRIMARY KEY NOT NULL,
	"workflow_id" integer NOT NULL,
	"status" varchar(50) NOT NULL,
	"trigger_source" varchar(255),
	"started_at" timestamp DEFAULT now(),
	"completed_at" timestamp,
	"execution_duration" integer,
	"steps_completed" integer DEFAULT 0,
	"total_steps" integer,
	"retry_count" integer DEFAULT 0,
	"context_data" jsonb DEFAULT '{}'::jsonb,
	"execution_log" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error_message" text,
	"result_data" jsonb DEFAULT '{}'::jsonb
);
--> statement-breakpoint
CREATE TABLE "agent_workflow_schedules" (
	"id" serial PRIMARY KEY NOT NULL,
	"workflow_id" integer NOT NULL,
	"organization_id" integer NOT NULL,
	"cron_expression" varchar(100) NOT NULL,
	"timezone" varchar(50) DEFAULT 'UTC',
	"is_active" boolean DEFAULT true,
	"next_run_at" timestamp with time zone,
	"last_run_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_workflows" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"name" varchar(255) NOT NULL,
	"description" text,
	"trigger_type" varchar(50) NOT NULL,
	"trigger_config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"workflow_definition" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"target_key_result_id" integer,
	"target_objective_id" integer,
	"assigned_team_id" integer,
	"retry_config" jsonb DEFAULT '{"maxRetries": 3, "retryDelay": 60}'::jsonb,
	"execution_timeout" integer DEFAULT 300,
	"webhook_token" varchar(255),
	"is_enabled" boolean DEFAULT false NOT NULL,
	"last_run_at" timestamp,
	"last_run_status" varchar(50),
	"last_successful_run_at" timestamp,
	"created_by" integer,
	"assigned_user_id" integer NOT NULL,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now(),
	"folder_id" integer
);
--> statement-breakpoint
CREATE TABLE "ai_agent_configurations" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"agent_workflow_id" integer,
	"feature_type" varchar(50) NOT NULL,
	"is_enabled" boolean DEFAULT false NOT NULL,
	"system_prompt_document_ids" jsonb DEFAULT '[]'::jsonb,
	"knowledge_document_ids" jsonb DEFAULT '[]'::jsonb,
	"model_config" jsonb DEFAULT '{"model": "gpt-4o-mini", "maxTokens": 1000, "temperature": 0.7}'::jsonb NOT NULL,
	"auto_generate_on_arrival" boolean DEFAULT true,
	"context_sources" jsonb DEFAULT '["customer_info", "ticket_history", "account_balance", "connection_status"]'::jsonb,
	"linked_objective_id" integer,
	"linked_key_result_ids" jsonb DEFAULT '[]'::jsonb,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "ai_assistant_config" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"is_enabled" boolean DEFAULT true,
	"default_model" varchar(100) DEFAULT 'gpt-5-mini',
	"simple_qa_model" varchar(100) DEFAULT 'gpt-5-nano',
	"strategy_model" varchar(100) DEFAULT 'gpt-5',
	"kb_retrieval_model" varchar(100) DEFAULT 'gpt-5-mini',
	"data_analysis_model" varchar(100) DEFAULT 'gpt-4.1',
	"temperature" numeric(3,2) DEFAULT '0.7',
	"max_tokens" integer DEFAULT 2000,
	"top_p" numeric(3,2) DEFAULT '0.95',
	"presence_penalty" numeric(3,2) DEFAULT '0',
	"frequency_penalty" numeric(3,2) DEFAULT '0',
	"instruction_document_id" integer,
	"custom_instructions" text,
	"personality_name" varchar(100) DEFAULT 'Aimee',
	"personality_traits" jsonb,
	"enable_semantic_search" boolean DEFAULT true,
	"max_kb_docs_per_query" integer DEFAULT 5,
	"similarity_threshold" numeric(3,2) DEFAULT '0.75',
	"monthly_budget" numeric(10,2),
	"current_month_usage" numeric(10,6) DEFAULT '0',
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now(),
	CONSTRAINT "ai_assistant_config_organization_id_unique" UNIQUE("organization_id")
);
--> statement-breakpoint
CREATE TABLE "ai_assistant_functions" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer,
	"function_name" varchar(100) NOT NULL,
	"display_name" varchar(255) NOT NULL,
	"description" text,
	"category" varchar(50) NOT NULL,
	"integration_type" varchar(50),
	"integration_id" integer,
	"api_endpoint" varchar(500),
	"http_method" varchar(10),
	"function_schema" jsonb NOT NULL,
	"parameter_schema" jsonb,
	"response_schema" jsonb,
	"required_datasets" jsonb,
	"data_scope" varchar(50) DEFAULT 'organization',
	"sensitive_data" boolean DEFAULT false,
	"minimum_role" varchar(50) DEFAULT 'team_member',
	"required_permissions" jsonb,
	"requires_approval" boolean DEFAULT true,
	"is_enabled" boolean DEFAULT true,
	"is_system_function" boolean DEFAULT false,
	"is_deprecated" boolean DEFAULT false,
	"total_calls" integer DEFAULT 0,
	"successful_calls" integer DEFAULT 0,
	"failed_calls" integer DEFAULT 0,
	"last_called_at" timestamp,
	"average_execution_time" integer,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "check_in_cycles" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "check_in_meetings" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"cycle_id" integer NOT NULL,
	"scheduled_at" timestamp NOT NULL,
	"notes" text,
	"created_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "integration_triggers" (
	"id" serial PRIMARY KEY NOT NULL,
	"integration_id" integer NOT NULL,
	"trigger_key" varchar(100) NOT NULL,
	"name" varchar(255) NOT NULL,
	"description" text,
	"category" varchar(50),
	"event_type" varchar(50) NOT NULL,
	"webhook_endpoint" varchar(500),
	"payload_schema" jsonb DEFAULT '{}'::jsonb,
	"available_fields" jsonb DEFAULT '[]'::jsonb,
	"configuration" jsonb DEFAULT '{}'::jsonb,
	"parameter_schema" jsonb DEFAULT '{}'::jsonb,
	"response_schema" jsonb DEFAULT '{}'::jsonb,
	"sample_payload" jsonb,
	"docs_url" varchar(500),
	"auth_scope" varchar(255),
	"resource_type" varchar(100),
	"webhook_url" varchar(500),
	"webhook_secret" varchar(100),
	"last_webhook_at" timestamp,
	"webhook_event_count" integer DEFAULT 0,
	"is_active" boolean DEFAULT true NOT NULL,
	"is_configured" boolean DEFAULT false NOT NULL,
	"last_triggered_at" timestamp,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "integrations" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"platform_type" varchar(50) NOT NULL,
	"name" varchar(255) NOT NULL,
	"connection_config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"credentials_encrypted" text,
	"metadata" jsonb DEFAULT '{}'::jsonb,
	"connection_status" varchar(20) DEFAULT 'disconnected' NOT NULL,
	"last_tested_at" timestamp,
	"test_result" jsonb DEFAULT '{}'::jsonb,
	"is_enabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "key_result_tasks" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"key_result_id" integer,
	"title" varchar(255) NOT NULL,
	"description" text,
	"status" "key_result_task_status" DEFAULT 'Not Started' NOT NULL,
	"is_recurring" boolean DEFAULT false NOT NULL,
	"frequency" varchar(50),
	"frequency_params" jsonb,
	"end_date" timestamp,
	"total_occurrences" integer,
	"team_id" integer,
	"assigned_to" integer,
	"next_due_date" timestamp,
	"last_generated_date" timestamp,
	"generation_status" varchar(20) DEFAULT 'active',
	"completed_count" integer DEFAULT 0 NOT NULL,
	"missed_count" integer DEFAULT 0 NOT NULL,
	"current_streak" integer DEFAULT 0 NOT NULL,
	"longest_streak" integer DEFAULT 0 NOT NULL,
	"last_completed_date" timestamp,
	"activity_log" jsonb DEFAULT '[]'::jsonb,
	"target_completion" timestamp,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "key_results" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"objective_id" integer,
	"title" varchar(255) NOT NULL,
	"description" text,
	"target_value" numeric(12,2),
	"current_value" numeric(12,2) DEFAULT '0' NOT NULL,
	"type" "key_result_type" DEFAULT 'Numeric Target' NOT NULL,
	"status" "key_result_status" DEFAULT 'Not Started' NOT NULL,
	"knowledge_document_id" integer,
	"team_id" integer,
	"assigned_to" integer,
	"owner_id" integer,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "knowledge_categories" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"name" varchar(100) NOT NULL,
	"description" text,
	"color" varchar(50),
	"icon" varchar(50),
	"parent_id" integer,
	"sort_order" integer DEFAULT 0,
	"is_active" boolean DEFAULT true,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "knowledge_documents" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"folder_id" integer,
	"document_type" "knowledge_document_type" DEFAULT 'internal_kb',
	"title" varchar(255) NOT NULL,
	"content" text,
	"summary" text,
	"categories" text[] DEFAULT '{}' NOT NULL,
	"tags" text[] DEFAULT '{}',
	"status" "document_status" DEFAULT 'draft' NOT NULL,
	"visibility" "document_visibility" DEFAULT 'internal' NOT NULL,
	"unified_status" "unified_status" DEFAULT 'draft',
	"author_id" integer,
	"estimated_reading_time" integer,
	"metadata" jsonb,
	"completion_points" integer DEFAULT 0,
	"completion_requirement" "knowledge_completion_requirement",
	"quiz_passing_score" integer DEFAULT 70,
	"external_file_url" text,
	"external_file_source" varchar(50),
	"external_file_id" varchar(255),
	"team_id" integer,
	"search_vector" text,
	"ai_embedding" jsonb,
	"published_at" timestamp,
	"archived_at" timestamp,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "knowledge_folders" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"parent_id" integer,
	"name" varchar(255) NOT NULL,
	"slug" varchar(255) NOT NULL,
	"description" text,
	"folder_type" "folder_type" DEFAULT 'general',
	"icon" varchar(100),
	"color" varchar(50),
	"metadata" jsonb DEFAULT '{}'::jsonb,
	"sort_order" integer DEFAULT 0,
	"is_system" boolean DEFAULT false,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now(),
	CONSTRAINT "unique_folder_slug_per_parent" UNIQUE("organization_id","parent_id","slug")
);
--> statement-breakpoint
CREATE TABLE "layout_templates" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer,
	"name" varchar(255) NOT NULL,
	"description" text,
	"layout" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_system" boolean DEFAULT false NOT NULL,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "menu_items" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer,
	"section_id" integer,
	"page_id" uuid,
	"parent_id" integer,
	"title" varchar(255) NOT NULL,
	"path" varchar(500) NOT NULL,
	"icon" varchar(100),
	"icon_type" varchar(20) DEFAULT 'lucide',
	"icon_url" text,
	"description" text,
	"order_index" integer DEFAULT 0,
	"is_visible" boolean DEFAULT true,
	"is_external" boolean DEFAULT false,
	"open_in_new_tab" boolean DEFAULT false,
	"badge" varchar(50),
	"badge_color" varchar(50),
	"status" varchar(50) DEFAULT 'active',
	"role_permissions" jsonb DEFAULT '[]'::jsonb,
	"custom_permissions" jsonb DEFAULT '{}'::jsonb,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "menu_sections" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer,
	"name" varchar(255) NOT NULL,
	"description" text,
	"icon" varchar(100),
	"icon_type" varchar(20) DEFAULT 'lucide',
	"icon_url" text,
	"order_index" integer DEFAULT 0,
	"is_visible" boolean DEFAULT true,
	"is_collapsible" boolean DEFAULT true,
	"is_default_expanded" boolean DEFAULT true,
	"role_permissions" jsonb DEFAULT '[]'::jsonb,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "objectives" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"title" varchar(255) NOT NULL,
	"description" text,
	"primary_kpi" varchar(255),
	"calculation_formula" text,
	"last_calculated_at" timestamp,
	"category" varchar(255) DEFAULT 'strategic',
	"priority" varchar(255) DEFAULT 'high',
	"status" "objective_status" DEFAULT 'Draft' NOT NULL,
	"target_value" numeric(12,2),
	"current_value" numeric(12,2) DEFAULT '0' NOT NULL,
	"kpi_type" "kpi_type" DEFAULT 'Derived from Key Results' NOT NULL,
	"target_date" timestamp,
	"owner_id" integer,
	"is_owner_only" boolean DEFAULT false,
	"team_id" integer,
	"display_order" integer DEFAULT 0,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" varchar(255) NOT NULL,
	"domain" varchar(255),
	"subscription_tier" varchar(50) DEFAULT 'basic',
	"is_active" boolean DEFAULT true,
	"max_users" integer DEFAULT 50,
	"logo_url" varchar(500),
	"square_logo_url" varchar(500),
	"dark_logo_url" varchar(500),
	"dark_square_logo_url" varchar(500),
	"contact_email" varchar(255),
	"contact_phone" varchar(50),
	"address" jsonb,
	"industry" varchar(100),
	"company_size" varchar(50),
	"time_zone" varchar(100) DEFAULT 'UTC',
	"currency" varchar(10) DEFAULT 'USD',
	"subscription_start" timestamp DEFAULT now(),
	"subscription_end" timestamp,
	"billing_email" varchar(255),
	"settings" jsonb,
	"features" jsonb,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now(),
	CONSTRAINT "organizations_domain_unique" UNIQUE("domain")
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" integer,
	"slug" varchar(255) NOT NULL,
	"path" varchar(500) NOT NULL,
	"title" varchar(255) NOT NULL,
	"description" text,
	"unified_status" "unified_status" DEFAULT 'draft',
	"status" "page_status" DEFAULT 'draft' NOT NULL,
	"build_status" "build_status" DEFAULT 'not_started' NOT NULL,
	"functions" jsonb DEFAULT '[]'::jsonb,
	"is_core_page" boolean DEFAULT false NOT NULL,
	"owner_user_id" integer,
	"page_content" jsonb,
	"theme_overrides" jsonb,
	"layout_template_id" integer,
	"visibility_rules" jsonb DEFAULT '{}'::jsonb,
	"page_metadata" jsonb DEFAULT '{}'::jsonb,
	"component_config" jsonb DEFAULT '{}'::jsonb,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now(),
	"deleted_at" timestamp
);
--> statement-breakpoint
CREATE TABLE "platform_features" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer,
	"parent_feature_id" integer,
	"name" varchar(255) NOT NULL,
	"visibility_status" varchar(20) DEFAULT 'draft',
	"is_enabled" boolean DEFAULT false,
	"scope_definition" text,
	"icon" varchar(50),
	"route" varchar(255),
	"overview" text,
	"database_tables" jsonb DEFAULT '{}'::jsonb,
	"user_documentation" text,
	"implementation_details" jsonb DEFAULT '{}'::jsonb,
	"technical_specifications" jsonb DEFAULT '{}'::jsonb,
	"linked_page_ids" jsonb DEFAULT '[]'::jsonb,
	"created_by" integer,
	"updated_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"id" serial PRIMARY KEY NOT NULL,
	"team_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"role" "team_role" NOT NULL,
	"created_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"name" varchar(120) NOT NULL,
	"default_cadence" "default_cadence" DEFAULT 'weekly' NOT NULL,
	"timezone" varchar(100) DEFAULT 'UTC' NOT NULL,
	"cadence" "default_cadence" DEFAULT 'weekly' NOT NULL,
	"weekly_weekday" "weekday" DEFAULT 'mon',
	"monthly_rule_type" "monthly_rule_type" DEFAULT 'nth_weekday',
	"monthly_nth" "nth" DEFAULT '1',
	"monthly_weekday" "weekday" DEFAULT 'mon',
	"monthly_day_of_month" integer DEFAULT 1,
	"period_rule_type" "period_rule_type" DEFAULT 'nth_weekday',
	"period_nth" "nth" DEFAULT '1',
	"period_weekday" "weekday" DEFAULT 'mon',
	"default_meeting_length_minutes" "meeting_length" DEFAULT '15',
	"meeting_time" time DEFAULT '09:00:00' NOT NULL,
	"meeting_anchor_dow" smallint,
	"meeting_anchor_week_of_month" smallint,
	"meeting_anchor_day_of_month" smallint,
	"meeting_anchor_month" smallint,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "theme_settings" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"light_theme" jsonb,
	"dark_theme" jsonb,
	"brand_settings" jsonb,
	"layout_settings" jsonb,
	"active_theme" varchar(10) DEFAULT 'light',
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer,
	"username" varchar(255) NOT NULL,
	"passwordHash" varchar(255),
	"email" varchar(255) NOT NULL,
	"role" "user_role" DEFAULT 'team_member',
	"user_type" "user_type" DEFAULT 'human' NOT NULL,
	"permissions" jsonb,
	"is_active" boolean DEFAULT true,
	"is_email_verified" boolean DEFAULT false,
	"invitation_accepted" boolean DEFAULT false,
	"last_login_at" timestamp,
	"customer_id" integer,
	"splynx_admin_id" integer,
	"splynx_customer_id" integer,
	"full_name" varchar(255),
	"phone" varchar(50),
	"address" varchar(255),
	"city" varchar(100),
	"postcode" varchar(20),
	"can_assign_tickets" boolean DEFAULT false,
	"firebase_uid" varchar(255),
	"vapi_api_key" varchar(255),
	"two_factor_enabled" boolean DEFAULT false,
	"two_factor_secret" varchar(255),
	"avatar_url" varchar(500),
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"integration_id" integer NOT NULL,
	"trigger_id" integer,
	"trigger_key" varchar(100) NOT NULL,
	"event_id" varchar(255),
	"payload" jsonb NOT NULL,
	"headers" jsonb,
	"method" varchar(10) DEFAULT 'POST',
	"user_agent" varchar(500),
	"source_ip" varchar(45),
	"verified" boolean DEFAULT false,
	"processed" boolean DEFAULT false,
	"processed_at" timestamp,
	"error_message" text,
	"workflow_triggered" boolean DEFAULT false,
	"workflow_run_id" integer,
	"created_at" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "work_items" (
	"id" serial PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"team_id" integer,
	"key_result_task_id" integer,
	"check_in_cycle_id" integer,
	"target_meeting_id" integer,
	"status" "work_item_status" DEFAULT 'Planning' NOT NULL,
	"title" varchar(255) NOT NULL,
	"description" text,
	"notes" text,
	"due_date" date,
	"owner_id" integer,
	"assigned_to" integer,
	"attachments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_by" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now(),
	"workflow_template_id" varchar(100),
	"workflow_source" varchar(50),
	"workflow_metadata" jsonb,
	"work_item_type" varchar(100)
);
--> statement-breakpoint
CREATE TABLE "workflow_templates" (
	"id" varchar(100) PRIMARY KEY NOT NULL,
	"organization_id" integer NOT NULL,
	"name" varchar(256) NOT NULL,
	"description" text,
	"category" varchar(100),
	"applicable_types" text[] DEFAULT '{work_item}' NOT NULL,
	"steps" jsonb NOT NULL,
	"version" integer DEFAULT 1,
	"is_active" boolean DEFAULT true,
	"is_system_template" boolean DEFAULT false,
	"estimated_minutes" integer,
	"display_in_menu" boolean DEFAULT false,
	"menu_label" varchar(100),
	"menu_icon" varchar(50),
	"menu_order" integer DEFAULT 999,
	"default_filters" jsonb,
	"table_columns" jsonb,
	"completion_callbacks" jsonb,
	"team_id" integer,
	"folder_id" integer,
	"created_at" timestamp DEFAULT now(),
	"updated_at" timestamp DEFAULT now()
);
--> statement-breakpoint
ALTER TABLE "agent_workflow_runs" ADD CONSTRAINT "agent_workflow_runs_workflow_id_agent_workflows_id_fk" FOREIGN KEY ("workflow_id") REFERENCES "public"."agent_workflows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflow_schedules" ADD CONSTRAINT "agent_workflow_schedules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflow_schedules" ADD CONSTRAINT "agent_workflow_schedules_workflow_id_agent_workflows_id_fk" FOREIGN KEY ("workflow_id") REFERENCES "public"."agent_workflows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflows" ADD CONSTRAINT "agent_workflows_assigned_team_id_teams_id_fk" FOREIGN KEY ("assigned_team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflows" ADD CONSTRAINT "agent_workflows_assigned_user_id_users_id_fk" FOREIGN KEY ("assigned_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflows" ADD CONSTRAINT "agent_workflows_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflows" ADD CONSTRAINT "agent_workflows_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflows" ADD CONSTRAINT "agent_workflows_target_key_result_id_key_results_id_fk" FOREIGN KEY ("target_key_result_id") REFERENCES "public"."key_results"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_workflows" ADD CONSTRAINT "agent_workflows_target_objective_id_objectives_id_fk" FOREIGN KEY ("target_objective_id") REFERENCES "public"."objectives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_agent_configurations" ADD CONSTRAINT "ai_agent_configurations_agent_workflow_id_agent_workflows_id_fk" FOREIGN KEY ("agent_workflow_id") REFERENCES "public"."agent_workflows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_agent_configurations" ADD CONSTRAINT "ai_agent_configurations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_agent_configurations" ADD CONSTRAINT "ai_agent_configurations_linked_objective_id_objectives_id_fk" FOREIGN KEY ("linked_objective_id") REFERENCES "public"."objectives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_agent_configurations" ADD CONSTRAINT "ai_agent_configurations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_assistant_config" ADD CONSTRAINT "ai_assistant_config_instruction_document_id_knowledge_documents" FOREIGN KEY ("instruction_document_id") REFERENCES "public"."knowledge_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_assistant_config" ADD CONSTRAINT "ai_assistant_config_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_assistant_functions" ADD CONSTRAINT "ai_assistant_functions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_assistant_functions" ADD CONSTRAINT "ai_assistant_functions_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_assistant_functions" ADD CONSTRAINT "ai_assistant_functions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_cycles" ADD CONSTRAINT "check_in_cycles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_cycles" ADD CONSTRAINT "check_in_cycles_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_meetings" ADD CONSTRAINT "check_in_meetings_cycle_id_check_in_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."check_in_cycles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_in_meetings" ADD CONSTRAINT "check_in_meetings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_triggers" ADD CONSTRAINT "integration_triggers_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_result_tasks" ADD CONSTRAINT "key_result_tasks_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_result_tasks" ADD CONSTRAINT "key_result_tasks_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_result_tasks" ADD CONSTRAINT "key_result_tasks_key_result_id_key_results_id_fk" FOREIGN KEY ("key_result_id") REFERENCES "public"."key_results"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_result_tasks" ADD CONSTRAINT "key_result_tasks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_result_tasks" ADD CONSTRAINT "key_result_tasks_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_knowledge_document_id_knowledge_documents_id_fk" FOREIGN KEY ("knowledge_document_id") REFERENCES "public"."knowledge_documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_objective_id_objectives_id_fk" FOREIGN KEY ("objective_id") REFERENCES "public"."objectives"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_results" ADD CONSTRAINT "key_results_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_categories" ADD CONSTRAINT "knowledge_categories_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_categories" ADD CONSTRAINT "knowledge_categories_parent_id_knowledge_categories_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."knowledge_categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_folders" ADD CONSTRAINT "knowledge_folders_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_folders" ADD CONSTRAINT "knowledge_folders_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_templates" ADD CONSTRAINT "layout_templates_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_page_id_pages_id_fk" FOREIGN KEY ("page_id") REFERENCES "public"."pages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_items" ADD CONSTRAINT "menu_items_section_id_menu_sections_id_fk" FOREIGN KEY ("section_id") REFERENCES "public"."menu_sections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menu_sections" ADD CONSTRAINT "menu_sections_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objectives" ADD CONSTRAINT "objectives_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objectives" ADD CONSTRAINT "objectives_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objectives" ADD CONSTRAINT "objectives_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objectives" ADD CONSTRAINT "objectives_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_layout_template_id_layout_templates_id_fk" FOREIGN KEY ("layout_template_id") REFERENCES "public"."layout_templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_owner_user_id_users_id_fk" FOREIGN KEY ("owner_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_features" ADD CONSTRAINT "platform_features_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_features" ADD CONSTRAINT "platform_features_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_features" ADD CONSTRAINT "platform_features_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "theme_settings" ADD CONSTRAINT "theme_settings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_trigger_id_integration_triggers_id_fk" FOREIGN KEY ("trigger_id") REFERENCES "public"."integration_triggers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_workflow_run_id_agent_workflow_runs_id_fk" FOREIGN KEY ("workflow_run_id") REFERENCES "public"."agent_workflow_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_check_in_cycle_id_check_in_cycles_id_fk" FOREIGN KEY ("check_in_cycle_id") REFERENCES "public"."check_in_cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_key_result_task_id_key_result_tasks_id_fk" FOREIGN KEY ("key_result_task_id") REFERENCES "public"."key_result_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_target_meeting_id_check_in_meetings_id_fk" FOREIGN KEY ("target_meeting_id") REFERENCES "public"."check_in_meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_templates" ADD CONSTRAINT "workflow_templates_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_templates" ADD CONSTRAINT "workflow_templates_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idx_workflow_runs_started" ON "agent_workflow_runs" USING btree ("started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_workflow_runs_status" ON "agent_workflow_runs" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_workflow_runs_workflow" ON "agent_workflow_runs" USING btree ("workflow_id");--> statement-breakpoint
CREATE INDEX "idx_workflow_schedules_next_run" ON "agent_workflow_schedules" USING btree ("next_run_at") WHERE is_active = true;--> statement-breakpoint
CREATE INDEX "idx_workflow_schedules_organization" ON "agent_workflow_schedules" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_workflow_schedules_workflow" ON "agent_workflow_schedules" USING btree ("workflow_id");--> statement-breakpoint
CREATE INDEX "idx_agent_workflows_assigned_user" ON "agent_workflows" USING btree ("assigned_user_id");--> statement-breakpoint
CREATE INDEX "idx_agent_workflows_enabled" ON "agent_workflows" USING btree ("is_enabled");--> statement-breakpoint
CREATE INDEX "idx_agent_workflows_folder" ON "agent_workflows" USING btree ("folder_id");--> statement-breakpoint
CREATE INDEX "idx_agent_workflows_org" ON "agent_workflows" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_agent_workflows_team" ON "agent_workflows" USING btree ("assigned_team_id");--> statement-breakpoint
CREATE INDEX "idx_agent_workflows_webhook" ON "agent_workflows" USING btree ("webhook_token");--> statement-breakpoint
CREATE INDEX "idx_ai_configs_objective" ON "ai_agent_configurations" USING btree ("linked_objective_id");--> statement-breakpoint
CREATE INDEX "idx_ai_configs_org" ON "ai_agent_configurations" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_ai_configs_workflow" ON "ai_agent_configurations" USING btree ("agent_workflow_id");--> statement-breakpoint
CREATE INDEX "ai_assistant_config_org_idx" ON "ai_assistant_config" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "ai_assistant_functions_category_idx" ON "ai_assistant_functions" USING btree ("category");--> statement-breakpoint
CREATE INDEX "ai_assistant_functions_enabled_idx" ON "ai_assistant_functions" USING btree ("is_enabled");--> statement-breakpoint
CREATE INDEX "ai_assistant_functions_org_func_idx" ON "ai_assistant_functions" USING btree ("organization_id", "function_name");--> statement-breakpoint
CREATE INDEX "idx_check_in_cycles_org" ON "check_in_cycles" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_check_in_cycles_team" ON "check_in_cycles" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "idx_check_in_meetings_cycle" ON "check_in_meetings" USING btree ("cycle_id");--> statement-breakpoint
CREATE INDEX "idx_check_in_meetings_org" ON "check_in_meetings" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_integration_triggers_integration" ON "integration_triggers" USING btree ("integration_id");--> statement-breakpoint
CREATE INDEX "idx_integration_triggers_key" ON "integration_triggers" USING btree ("trigger_key");--> statement-breakpoint
CREATE INDEX "idx_integrations_org" ON "integrations" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_integrations_platform" ON "integrations" USING btree ("platform_type");--> statement-breakpoint
CREATE INDEX "idx_key_result_tasks_assigned" ON "key_result_tasks" USING btree ("assigned_to");--> statement-breakpoint
CREATE INDEX "idx_key_result_tasks_key_result" ON "key_result_tasks" USING btree ("key_result_id");--> statement-breakpoint
CREATE INDEX "idx_key_result_tasks_org" ON "key_result_tasks" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_key_result_tasks_status" ON "key_result_tasks" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_krt_keyresult_status" ON "key_result_tasks" USING btree ("key_result_id", "status");--> statement-breakpoint
CREATE INDEX "idx_key_results_objective" ON "key_results" USING btree ("objective_id");--> statement-breakpoint
CREATE INDEX "idx_key_results_objective_status" ON "key_results" USING btree ("objective_id", "status");--> statement-breakpoint
CREATE INDEX "idx_key_results_org" ON "key_results" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_key_results_owner" ON "key_results" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_categories_org" ON "knowledge_categories" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_categories_parent" ON "knowledge_categories" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_author" ON "knowledge_documents" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_categories" ON "knowledge_documents" USING btree ("categories");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_folder" ON "knowledge_documents" USING btree ("folder_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_org" ON "knowledge_documents" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_status" ON "knowledge_documents" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_tags" ON "knowledge_documents" USING btree ("tags");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_team" ON "knowledge_documents" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "idx_knowledge_docs_type" ON "knowledge_documents" USING btree ("document_type");--> statement-breakpoint
CREATE INDEX "idx_folders_org" ON "knowledge_folders" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_folders_parent" ON "knowledge_folders" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "idx_folders_type" ON "knowledge_folders" USING btree ("folder_type");--> statement-breakpoint
CREATE INDEX "idx_layout_templates_org" ON "layout_templates" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_menu_items_order" ON "menu_items" USING btree ("order_index");--> statement-breakpoint
CREATE INDEX "idx_menu_items_org" ON "menu_items" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_menu_items_page" ON "menu_items" USING btree ("page_id");--> statement-breakpoint
CREATE INDEX "idx_menu_items_parent" ON "menu_items" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "idx_menu_items_section" ON "menu_items" USING btree ("section_id");--> statement-breakpoint
CREATE INDEX "idx_menu_sections_order" ON "menu_sections" USING btree ("order_index");--> statement-breakpoint
CREATE INDEX "idx_menu_sections_org" ON "menu_sections" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_objectives_display_order" ON "objectives" USING btree ("display_order");--> statement-breakpoint
CREATE INDEX "idx_objectives_org" ON "objectives" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_objectives_owner" ON "objectives" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "idx_objectives_status" ON "objectives" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_objectives_team" ON "objectives" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "idx_organizations_active" ON "organizations" USING btree ("is_active");--> statement-breakpoint
CREATE INDEX "idx_organizations_domain" ON "organizations" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "idx_pages_deleted" ON "pages" USING btree ("deleted_at");--> statement-breakpoint
CREATE INDEX "idx_pages_layout" ON "pages" USING btree ("layout_template_id");--> statement-breakpoint
CREATE INDEX "idx_pages_org" ON "pages" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_pages_slug" ON "pages" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "idx_pages_status" ON "pages" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_platform_features_org" ON "platform_features" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_platform_features_parent" ON "platform_features" USING btree ("parent_feature_id");--> statement-breakpoint
CREATE INDEX "idx_team_members_team" ON "team_members" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "idx_teams_name" ON "teams" USING btree ("name");--> statement-breakpoint
CREATE INDEX "idx_teams_org" ON "teams" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_theme_settings_org" ON "theme_settings" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_users_active" ON "users" USING btree ("is_active");--> statement-breakpoint
CREATE INDEX "idx_users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "idx_users_organization" ON "users" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_users_role" ON "users" USING btree ("role");--> statement-breakpoint
CREATE INDEX "idx_webhook_events_created" ON "webhook_events" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idx_webhook_events_integration" ON "webhook_events" USING btree ("integration_id");--> statement-breakpoint
CREATE INDEX "idx_webhook_events_org" ON "webhook_events" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_webhook_events_processed" ON "webhook_events" USING btree ("processed");--> statement-breakpoint
CREATE INDEX "idx_webhook_events_trigger" ON "webhook_events" USING btree ("trigger_id");--> statement-breakpoint
CREATE INDEX "idx_webhook_events_trigger_key" ON "webhook_events" USING btree ("trigger_key");--> statement-breakpoint
CREATE INDEX "idx_work_items_cycle_status" ON "work_items" USING btree ("check_in_cycle_id", "status");--> statement-breakpoint
CREATE INDEX "idx_work_items_key_result_task" ON "work_items" USING btree ("key_result_task_id");--> statement-breakpoint
CREATE INDEX "idx_work_items_meeting" ON "work_items" USING btree ("target_meeting_id");--> statement-breakpoint
CREATE INDEX "idx_work_items_org_due" ON "work_items" USING btree ("organization_id", "due_date");--> statement-breakpoint
CREATE INDEX "idx_work_items_type" ON "work_items" USING btree ("work_item_type");--> statement-breakpoint
CREATE INDEX "idx_work_items_workflow" ON "work_items" USING btree ("workflow_template_id");--> statement-breakpoint
CREATE INDEX "idx_workflow_active" ON "workflow_templates" USING btree ("is_active");--> statement-breakpoint
CREATE INDEX "idx_workflow_folder" ON "workflow_templates" USING btree ("folder_id");--> statement-breakpoint
CREATE INDEX "idx_workflow_menu" ON "workflow_templates" USING btree ("display_in_menu");--> statement-breakpoint
CREATE INDEX "idx_workflow_org" ON "workflow_templates" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "idx_workflow_team" ON "workflow_templates" USING btree ("team_id");