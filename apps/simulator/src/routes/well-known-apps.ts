/** Microsoft's own applications that policies may name although the tenant holds no service principal of them. */
const WELL_KNOWN_APPS: ReadonlySet<string> = new Set([
  '00000002-0000-0000-c000-000000000000', // Windows Azure Active Directory
  '00000002-0000-0ff1-ce00-000000000000', // Office 365 Exchange Online
  '00000003-0000-0000-c000-000000000000', // Microsoft Graph
  '00000003-0000-0ff1-ce00-000000000000', // Office 365 SharePoint Online
  '00000004-0000-0ff1-ce00-000000000000', // Skype for Business Online
  '00000006-0000-0ff1-ce00-000000000000', // Microsoft Office 365 Portal
  '00000007-0000-0000-c000-000000000000', // Dynamics CRM Online
  '00000009-0000-0000-c000-000000000000', // Power BI Service
  '00000012-0000-0000-c000-000000000000', // Microsoft Rights Management Services
  '0000000a-0000-0000-c000-000000000000', // Microsoft Intune
  'd4ebce55-015a-49b5-a083-c84d1797ae8c', // Microsoft Intune Enrollment
  '797f4846-ba00-4fd7-ba43-dac1f8f63013', // Windows Azure Service Management API
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', // Azure Portal
  'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', // Microsoft Teams Services
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Microsoft Teams
  '372140e0-b3b7-4226-8ef9-d57986796201', // Azure Windows VM Sign-In
  '38aa3b87-a06d-4817-b275-7a316988d93b', // Windows Sign In
  '499b84ac-1321-427f-aa17-267ca6975798', // Azure DevOps
  'cfa8b339-82a2-471a-a3c9-0fc0be7a4093', // Azure Key Vault
  'e406a681-f3d4-42a8-90b6-c2b029497af1', // Azure Storage
  '022907d3-0f1b-48f7-badc-1ba6abab6d66', // Azure SQL Database
  '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3', // ProjectWorkManagement
  '2793995e-0a7d-40d7-bd35-6968ba142197', // My Apps
  '19db86c3-b2b9-44cc-b339-36da233a3be2', // My Signins
  '0000000c-0000-0000-c000-000000000000', // Microsoft App Access Panel
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46', // Microsoft Azure CLI
  '14d82eec-204b-4c2f-b7e8-296a70dab67e', // Microsoft Graph Command Line Tools
]);

export function isWellKnownApp(appId: string): boolean {
  return WELL_KNOWN_APPS.has(appId.toLowerCase());
}
