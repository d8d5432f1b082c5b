import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './modal.module.css';

/**
 * A dialog over the page: the browser's own, which keeps the focus within, closes by Escape, and gives the focus back to
 * what had it (https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal).
 */
export function Modal({
  title,
  close,
  actions,
  children,
}: {
  title: string;
  close: () => void;
  actions: ReactNode;
  children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closed while it is still in the page, so that the focus finds its way back.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={styles['modal']}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id={id}>{title}</h2>
      <div className={styles['content']}>{children}</div>
      <div className={styles['actions']}>{actions}</div>
    </dialog>
  );
}
