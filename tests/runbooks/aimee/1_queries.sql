-- Every query of the synchronisation plan, as printed there; whoever follows it puts the number of the organisation in.

-- Export from development
SELECT * FROM organizations WHERE id = YOUR_ORG_ID;

-- Verify production organization exists with same ID
-- Or update all foreign keys if ID differs

-- Export ALL users for your organization
SELECT * FROM users 
WHERE organizationId = YOUR_ORG_ID 
  AND userType = 'agent'; -- AI agent users for workflows

SELECT * FROM users 
WHERE organizationId = YOUR_ORG_ID 
  AND userType = 'human'; -- Real platform users

SELECT id, organizationId, platformType, name, 
       credentialsEncrypted, connectionConfig, isEnabled
FROM integrations 
WHERE organizationId = YOUR_ORG_ID;

-- Export all workflows for your organization
SELECT * FROM agent_workflows 
WHERE organizationId = YOUR_ORG_ID;

-- Verify workflow structure
SELECT id, name, triggerType, isEnabled, 
       assigned_user_id, workflow_definition
FROM agent_workflows;

SELECT * FROM agent_workflow_schedules 
WHERE workflow_id IN (
  SELECT id FROM agent_workflows WHERE organization_id = YOUR_ORG_ID
);

-- Export menu structure
SELECT * FROM menu_sections WHERE organization_id = YOUR_ORG_ID;
SELECT * FROM menu_items WHERE organization_id = YOUR_ORG_ID;

SELECT * FROM pages 
WHERE organization_id = YOUR_ORG_ID 
  AND unified_status IN ('live', 'dev');

-- Export published knowledge base
SELECT * FROM knowledge_documents 
WHERE organization_id = YOUR_ORG_ID 
  AND status = 'published';

SELECT * FROM knowledge_categories 
WHERE organization_id = YOUR_ORG_ID;

SELECT * FROM platform_features 
WHERE unified_status = 'live';

SELECT * FROM ai_assistant_config 
WHERE organization_id = YOUR_ORG_ID;

SELECT * FROM ai_assistant_functions 
WHERE organization_id = YOUR_ORG_ID 
  AND is_enabled = true;

-- Verify all tables exist
SELECT table_name FROM information_schema.tables 
WHERE table_schema = 'public' 
ORDER BY table_name;

-- Test credential decryption by running a workflow
-- If you see [object Object] or decryption errors:
-- ❌ ENCRYPTION_KEY mismatch detected!

SELECT id, email, full_name, user_type, is_active 
FROM users 
WHERE user_type = 'agent' 
  AND organization_id = YOUR_ORG_ID;

-- Check that workflow steps reference correct integration IDs
SELECT id, name, workflow_definition 
FROM agent_workflows 
WHERE organization_id = YOUR_ORG_ID;

-- Look for integrationId fields in workflow_definition JSONB
