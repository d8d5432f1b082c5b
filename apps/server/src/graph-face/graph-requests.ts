import { Injectable } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { isRefusal } from '#protection';
import type { Caller } from '../api/access/caller.js';
import { CreateDifferenceReport } from '../api/difference-report/create-difference-report.command.js';
import { CancelJob } from '../api/job/cancel-job.command.js';
import { AwaitedPosition } from '../api/position/awaited-position.js';
import { StartRecovery } from '../api/recovery/start-recovery.command.js';
import type { RequestOutcome } from '../api/requests/request-flow.js';
import { scopeFrom } from './entities/filtering-criteria.js';
import type { JobOfGraph } from './entities/job-entity.js';
import { refusedByGraph } from './graph-error.js';

/** Carries out what a caller asks for, by the same commands as the GraphQL API. */
@Injectable()
export class GraphRequests {
  constructor(
    private readonly commands: CommandBus,
    private readonly awaited: AwaitedPosition,
  ) {}

  /** Starts a job over a backup and answers its id. Throws a GraphError where it is refused. */
  start(caller: Caller, kind: JobOfGraph['kind'], backupId: string, body: unknown): Promise<string> {
    const { tenantId } = caller.principal;
    const scope = scopeFrom(body);
    return this.carryOut(
      kind === 'differenceReport'
        ? new CreateDifferenceReport(caller, { tenantId, backupId, scope })
        : new StartRecovery(caller, {
            tenantId,
            from: { backupId },
            scope,
            dryRun: false,
            confirmMassChange: false,
          }),
    );
  }

  /** Asks a job to stop. Throws a GraphError where that is refused. */
  async cancel(caller: Caller, jobId: string): Promise<void> {
    await this.carryOut(new CancelJob(caller, { jobId }));
  }

  private async carryOut(command: Command<RequestOutcome>): Promise<string> {
    const outcome = await this.commands.execute(command);
    if (isRefusal(outcome)) throw refusedByGraph(outcome);
    // What is written stands, whatever befalls the read models.
    if (outcome.position !== undefined) await this.awaited.isReached(outcome.position).catch(() => false);
    return outcome.id;
  }
}
