import { createContext, useContext, type ReactNode } from 'react';
import type { SignedInTenantQuery } from '../api/generated.js';

type SignedInTenant = SignedInTenantQuery['tenants']['nodes'][number];

const TenantContext = createContext<SignedInTenant | undefined>(undefined);

/** Tells everything below which tenant it is about. */
export function TenantProvider({
  tenant,
  children,
}: {
  tenant: SignedInTenant;
  children: ReactNode;
}): ReactNode {
  return <TenantContext value={tenant}>{children}</TenantContext>;
}

/** The tenant that the user has signed in to. */
export function useTenant(): SignedInTenant {
  const tenant = useContext(TenantContext);
  if (tenant === undefined) throw new Error('There is no tenant here.');
  return tenant;
}
