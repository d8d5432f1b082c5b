export { ACCOUNTS, type AccountName, type DemonstrationAccount } from './accounts.js';
export { startIssuer, type Issuer, type IssuerOptions } from './start-issuer.js';
export { passwordFile } from './secrets/passwords.js';
export { demoToken, DemoTokenError, type DemoTokenOptions } from './token/demo-token.js';
