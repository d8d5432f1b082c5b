/** The sign-in names of the demonstration accounts. */
export type AccountName = 'administrator' | 'approver' | 'reader';

/** Someone who can sign in to the demonstration. */
export interface DemonstrationAccount {
  readonly name: AccountName;
  /** The same in every installation, so that examples and tests can name it. */
  readonly objectId: string;
  readonly displayName: string;
  /** App roles, as an Entra registration of the API would define them. */
  readonly roles: readonly string[];
}

/** One account for each role of the product. */
export const ACCOUNTS: readonly DemonstrationAccount[] = [
  {
    name: 'administrator',
    objectId: '5b0c4f1e-7d2a-4c57-9f60-3a1e8d9b0001',
    displayName: 'Avery Admin',
    roles: ['Backup.Admin'],
  },
  {
    name: 'approver',
    objectId: '5b0c4f1e-7d2a-4c57-9f60-3a1e8d9b0003',
    displayName: 'Robin Reviewer',
    roles: ['Backup.Approve'],
  },
  {
    name: 'reader',
    objectId: '5b0c4f1e-7d2a-4c57-9f60-3a1e8d9b0002',
    displayName: 'Riley Reader',
    roles: ['Backup.Read'],
  },
];

/** Tells whether there is an account of that sign-in name. */
export function isAccountName(name: unknown): name is AccountName {
  return ACCOUNTS.some((account) => account.name === name);
}

/** The account with an object id. */
export function accountOf(objectId: string | undefined): DemonstrationAccount | undefined {
  return ACCOUNTS.find((account) => account.objectId === objectId);
}
