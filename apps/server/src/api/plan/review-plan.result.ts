import { createUnionType } from '@nestjs/graphql';
import { Recovery } from '../recovery/recovery.model.js';
import {
  InvalidInput,
  NotPermitted,
  ObjectTypesNotPermitted,
  PlanDigestMismatch,
  PlanExpired,
  PlanNotFound,
  PlanNotFrozen,
  PlanRejected,
  RequesterMayNotApprove,
  TenantNotFound,
} from '../refusal/refusals.model.js';

export const ReviewPlanResult = createUnionType({
  name: 'ReviewPlanResult',
  description: 'The dry run whose plan was decided on, or why it was not.',
  types: () =>
    [
      Recovery,
      InvalidInput,
      NotPermitted,
      ObjectTypesNotPermitted,
      PlanDigestMismatch,
      PlanExpired,
      PlanNotFound,
      PlanNotFrozen,
      PlanRejected,
      RequesterMayNotApprove,
      TenantNotFound,
    ] as const,
});
