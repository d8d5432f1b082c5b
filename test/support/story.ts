import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Product } from './product.js';

export interface ReportedChange {
  readonly objectType: string;
  readonly objectId: string;
  readonly kind: string;
  readonly action: string | null;
  readonly attributes: readonly { readonly name: string }[];
  readonly links: readonly { readonly link: string; readonly targetId: string; readonly change: string }[];
}

/** What an administrator does through the API, in the words of the user's story. */
export class Story {
  constructor(private readonly product: Product) {}

  async takeBackup(): Promise<string> {
    const { id } = await this.start(
      'mutation ($input: TakeBackupInput!) { takeBackup(input: $input) { __typename ... on Backup { id } ... on Refusal { code message } } }',
      { tenantId: this.product.tenantId },
    );
    await this.until(async () => (await this.backup(id))['status'] !== 'running');
    return id;
  }

  backup(id: string): Promise<Answer> {
    return this.product.ask(
      'query ($id: ID!) { backup(id: $id) { id status objects links root failure { code } } }',
      { id },
    );
  }

  async createReport(backupId: string, scope: Answer): Promise<string> {
    const { id } = await this.start(
      'mutation ($input: CreateDifferenceReportInput!) { createDifferenceReport(input: $input) { __typename ... on DifferenceReport { id } ... on Refusal { code message } } }',
      { tenantId: this.product.tenantId, backupId, scope },
    );
    await this.until(async () => {
      const report = await this.product.ask('query ($id: ID!) { differenceReport(id: $id) { status } }', {
        id,
      });
      return ['completed', 'failed', 'cancelled'].includes(String(report['status']));
    });
    return id;
  }

  /** All changes of a report, page by page. */
  async changes(reportId: string): Promise<readonly ReportedChange[]> {
    const changes: ReportedChange[] = [];
    let after: string | null = null;
    do {
      const report: Answer = await this.product.ask(
        `query ($id: ID!, $after: String) { differenceReport(id: $id) { changes(first: 500, after: $after) {
           nodes { objectType objectId kind action attributes { name } links { link targetId change } }
           pageInfo { hasNextPage endCursor } } } }`,
        { id: reportId, after },
      );
      const page = report['changes'] as {
        nodes: ReportedChange[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      changes.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return changes;
  }

  async startRecovery(input: Answer): Promise<string> {
    const { id } = await this.start(
      'mutation ($input: StartRecoveryInput!) { startRecovery(input: $input) { __typename ... on Recovery { id } ... on Refusal { code message } } }',
      { tenantId: this.product.tenantId, ...input },
    );
    return id;
  }

  async undo(recoveryId: string): Promise<string> {
    const { id } = await this.start(
      'mutation ($input: UndoRecoveryInput!) { undoRecovery(input: $input) { __typename ... on Recovery { id } ... on Refusal { code message } } }',
      { recoveryId },
    );
    return id;
  }

  cancel(jobId: string): Promise<Answer> {
    return this.product.ask(
      'mutation ($input: CancelJobInput!) { cancelJob(input: $input) { __typename ... on Refusal { code message } } }',
      { input: { jobId } },
    );
  }

  recovery(id: string): Promise<Answer> {
    return this.product.ask(
      `query ($id: ID!) { recovery(id: $id) { id status changedObjects changedLinks plannedSteps settledSteps
         objectsModified linksModified failedChanges skippedChanges failure { code message } } }`,
      { id },
    );
  }

  /** The messages of a job's live progress, as they come, to its end. */
  progress(jobId: string): AsyncGenerator<Answer> {
    return this.product.subscribe(
      `subscription ($jobId: ID!) { jobProgress(jobId: $jobId) { status plannedSteps settledSteps objectsModified
         linksModified failedChanges ratePerSecond secondsLeft ended } }`,
      { jobId },
    );
  }

  async ended(recoveryId: string): Promise<Answer> {
    await this.until(async () => {
      const { status } = await this.recovery(recoveryId);
      return !['requested', 'loadingData', 'inProgress'].includes(String(status));
    });
    return this.recovery(recoveryId);
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    for (let look = 0; look < 600; look += 1) {
      if (await condition()) return;
      await delay(100);
    }
    throw new Error('Waited in vain.');
  }

  private async start(mutation: string, input: Answer): Promise<{ id: string }> {
    const answer = await this.product.ask(mutation, { input });
    if (typeof answer['id'] !== 'string') throw new Error(JSON.stringify(answer));
    return { id: answer['id'] };
  }
}
