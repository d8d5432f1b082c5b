import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches } from 'class-validator';
import { Id } from '../requests/id.decorator.js';

const MOST_LINES = 1_000;

@InputType({ description: 'Adds objects and links to an import in the making, or begins one.' })
export class AddToImportInput {
  @Id('tenantId', 'The tenant to import into.')
  tenantId: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the request before this one has answered; leave it out to begin. Good for an hour.',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'importRoot must be what an earlier addToImport has answered.' })
  importRoot?: string | null;

  @Field(() => [String], {
    description: `At most ${MOST_LINES} JSON texts: objects as an export by Known Good writes them ({type, id, lifecycle, attributes, links}), or links ({type, id, link, target, value}).`,
  })
  @ArrayMinSize(1, { message: 'lines must hold at least one object or link.' })
  @ArrayMaxSize(MOST_LINES, { message: `lines can hold at most ${MOST_LINES} objects and links.` })
  lines: string[];
}
