import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';

const MOST_OBJECTS = 1_000;
const MOST_WORDS = 300;
const LONGEST_WORD = 100;

@InputType({
  description: 'What recoveries must never do; what is left out stays as it is, a list is replaced.',
})
export class GuardSettingsInput {
  @Field(() => [ID], { nullable: true, description: `At most ${MOST_OBJECTS} object ids.` })
  @IsOptional()
  @ArrayMaxSize(MOST_OBJECTS, { message: `protectedObjectIds can name at most ${MOST_OBJECTS} objects.` })
  @MaxLength(LONGEST_WORD, { each: true, message: 'protectedObjectIds must be object ids.' })
  protectedObjectIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: `At most ${MOST_OBJECTS} object ids of users.` })
  @IsOptional()
  @ArrayMaxSize(MOST_OBJECTS, { message: `administratorIds can name at most ${MOST_OBJECTS} users.` })
  @MaxLength(LONGEST_WORD, { each: true, message: 'administratorIds must be object ids.' })
  administratorIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Such as `fido2` or `password,microsoftAuthenticatorPush`.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_WORDS, { message: `signInMethods can name at most ${MOST_WORDS} combinations.` })
  @MaxLength(LONGEST_WORD, { each: true, message: 'signInMethods must be names of combinations.' })
  signInMethods?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Such as `DE`; an empty list: anywhere.' })
  @IsOptional()
  @ArrayMaxSize(MOST_WORDS, { message: `signInCountries can name at most ${MOST_WORDS} countries.` })
  @MaxLength(LONGEST_WORD, { each: true, message: 'signInCountries must be codes of two letters.' })
  signInCountries?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they sign in from managed devices.' })
  signInFromManagedDevices?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'From 1 to 100; 100: no limit.' })
  massChangeLimitPercent?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a second person has to approve.' })
  recoveriesNeedApproval?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'From 1 to 720.' })
  approvalHours?: number | null;
}
