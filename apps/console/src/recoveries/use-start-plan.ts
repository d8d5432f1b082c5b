import { StartRecoveryDocument } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf, startedId } from '../api/mutation-result.js';
import { useTenant } from '../shell/tenant.js';

interface PlanToStart {
  readonly planId: string;
  /** Of the plan as the user has seen it. */
  readonly digest: string;
  readonly reason: string;
  readonly confirmMassChange?: boolean;
}

/** Starts a recovery that does exactly what a frozen plan says; answers its id unless it was refused. */
export function useStartPlan(): {
  readonly begin: (plan: PlanToStart) => Promise<string | undefined>;
  readonly isPending: boolean;
  readonly problem: string | undefined;
} {
  const { id: tenantId } = useTenant();
  const start = useChange(StartRecoveryDocument);
  return {
    begin: async ({ planId, digest, reason, confirmMassChange = false }) => {
      const { startRecovery } = await start.mutateAsync({
        input: {
          tenantId,
          from: { plan: { planId, digest } },
          dryRun: false,
          confirmMassChange,
          ...(reason.trim() !== '' && { reason: reason.trim() }),
          idempotencyKey: crypto.randomUUID(),
        },
      });
      return startedId(startRecovery);
    },
    isPending: start.isPending,
    problem: refusalOf(start.data?.startRecovery) ?? start.error?.message,
  };
}
