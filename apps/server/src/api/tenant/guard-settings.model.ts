import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';

@ObjectType({ description: 'What recoveries must never do to a tenant.' })
export class GuardSettings implements protection.GuardSettings {
  @Field(() => [ID], {
    description: 'Users, service principals and other objects that no recovery may disable or soft-delete.',
  })
  protectedObjectIds: readonly string[];

  @Field(() => [ID], {
    description:
      'Administrators of whom at least one must still be able to sign in after every step of a recovery.',
  })
  administratorIds: readonly string[];

  @Field(() => [String], {
    description:
      'Authentication method combinations, by Microsoft Graph’s name, that emergency-access accounts and named administrators have.',
  })
  signInMethods: readonly string[];

  @Field(() => [String], {
    description:
      'Countries (ISO 3166-1 alpha-2) that they sign in from; none: their usage location, or anywhere.',
  })
  signInCountries: readonly string[];

  @Field(() => Boolean, { description: 'Whether they sign in from compliant or joined devices.' })
  signInFromManagedDevices: boolean;

  @Field(() => Int, {
    description: 'A recovery that changes a larger share of a type’s objects must be confirmed; 100: none.',
  })
  massChangeLimitPercent: number;

  @Field(() => Boolean, {
    description: 'Whether what writes to the tenant needs a frozen plan that a second person has approved.',
  })
  recoveriesNeedApproval: boolean;

  @Field(() => Int, { description: 'Hours for which an approval holds.' })
  approvalHours: number;
}
