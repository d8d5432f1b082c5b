import { join, relative } from 'node:path';
import type { Embedded } from './embedded.js';
import { logFolder, type EmbeddedSettings } from './embedded-settings.js';

/** What a newcomer reads when everything is up: what to open, and what to try next. */
export function guide(settings: EmbeddedSettings, urls: Embedded['urls']): string {
  return `
Known Good is ready.

  Console          ${urls.server}/   (administrator, approver or reader; passwords in ${relative(process.cwd(), join(settings.dataFolder, 'issuer/passwords.json'))})
  GraphQL          ${urls.server}/graphql   (HTTP, and WebSocket by graphql-transport-ws)
  Health           ${urls.server}/health/ready
  Sign-in          ${urls.issuer}   (embedded OpenID Connect issuer)
  Simulated tenant ${urls.simulator}/v1.0
  Tenant id        ${settings.tenantId}
  Data             ${relative(process.cwd(), settings.dataFolder) || '.'}   (logs in ${relative(process.cwd(), logFolder(settings))})

Try next, in another terminal:

  TOKEN=$(npm run -s demo:token -- administrator)
  ask() { curl -s ${urls.server}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d "{\\"query\\":\\"$1\\"}"; echo; }
  ask 'mutation { takeBackup(input: { tenantId: \\"${settings.tenantId}\\" }) { ... on Backup { id status } } }'
  npm run demo:attack            # an intruder changes the simulated tenant

The README goes on from here: report what changed, recover it, watch it live, undo it.
Ctrl-C stops everything; starting again goes on where it was.
`;
}
