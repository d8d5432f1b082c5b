/** Tasks that are under way side by side. The first failure is kept, so that the others can come to rest before it is told. */
export class UnderWay {
  private readonly tasks = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  get isEmpty(): boolean {
    return this.tasks.size === 0;
  }

  start(work: () => Promise<void>): void {
    const task: Promise<void> = work()
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.tasks.delete(task));
    this.tasks.add(task);
  }

  /** Resolves once one of them has ended, however it has. */
  async anyEnded(): Promise<void> {
    await Promise.race(this.tasks);
  }

  async allEnded(): Promise<void> {
    while (this.tasks.size > 0) await Promise.all(this.tasks);
  }

  throwIfFailed(): void {
    if (this.failure) throw this.failure.error;
  }
}
