/** How every type of the schema says of what the caller sees nothing. */
export const WITHHELD_TYPES = {
  description:
    'Object types that the caller’s role is not for: nothing of their objects is shown here. Numbers of a whole job or backup count them.',
} as const;
