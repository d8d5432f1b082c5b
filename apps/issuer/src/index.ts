export { ACCOUNTS } from './accounts.js';
export { startIssuer, type Issuer } from './start-issuer.js';
export { passwordFile } from './secrets/passwords.js';
export { demoToken } from './token/demo-token.js';
