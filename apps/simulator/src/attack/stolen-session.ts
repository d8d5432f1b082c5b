import { textOf } from '../model/json-text.js';
import type { Intruder } from './intruder.js';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** The id of the administrator whose session the intruder has taken over; `undefined` where the tenant has none. */
export async function stolenSession(intruder: Intruder): Promise<string | undefined> {
  const assignments = await intruder.list(
    `/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '${GLOBAL_ADMINISTRATOR}'`,
  );
  const holders = new Set(assignments.map((assignment) => textOf(assignment['principalId'])));
  const users = await intruder.list('/users?$top=999&$select=id,displayName');
  // Emergency accounts are locked away: nobody has a session of theirs.
  return users.find(({ id, displayName }) => holders.has(id) && !/emergency/i.test(textOf(displayName)))?.id;
}
