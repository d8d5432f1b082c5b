import type { TenantChange } from '#directory';
import type { Step } from '#protection';

/** The change that a step sends to the tenant. */
export function tenantChange(step: Step): TenantChange {
  switch (step.step) {
    case 'update':
    case 'reconcile':
      return { change: 'update', object: step.object, set: step.set };
    case 'create':
      return { change: 'create', object: step.object, set: step.set };
    case 'restore':
    case 'softDelete':
      return { change: step.step, object: step.object };
    case 'addLink':
    case 'updateLink':
      return { change: step.step, link: step.link, value: step.value };
    case 'removeLink':
      return { change: 'removeLink', link: step.link };
    default:
      return step satisfies never;
  }
}
