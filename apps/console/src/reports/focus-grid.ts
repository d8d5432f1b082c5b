/** Moves the focus to the table of changes: what had it is about to go, and it must not get lost. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('[role="grid"]')?.focus();
}
