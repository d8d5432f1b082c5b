import { Field, InputType } from '@nestjs/graphql';
import type { ChangeOrder, ChangeOrderField } from '#projections';
import { ChangeOrderFieldEnum, OrderDirectionEnum } from './change.enums.js';

@InputType({ description: 'The order of a report’s changes.' })
export class ChangeOrderInput implements ChangeOrder {
  @Field(() => ChangeOrderFieldEnum, { description: 'What to sort by.' })
  field: ChangeOrderField;

  @Field(() => OrderDirectionEnum, { defaultValue: 'ascending', description: 'The direction.' })
  direction: ChangeOrder['direction'];
}

/** The order where the caller names none. */
export const DEFAULT_CHANGE_ORDER: ChangeOrder = { field: 'objectType', direction: 'ascending' };
