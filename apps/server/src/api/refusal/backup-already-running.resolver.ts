import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/caller.js';
import { VisibleModels } from '../access/visible-models.js';
import { Backup } from '../backup/backup.model.js';
import { BackupAlreadyRunning } from './backup-already-running.model.js';

@Resolver(() => BackupAlreadyRunning)
export class BackupAlreadyRunningResolver {
  constructor(private readonly visible: VisibleModels) {}

  @ResolveField(() => Backup, {
    nullable: true,
    description: 'The backup in the way; null in the instant before this node has heard of it.',
  })
  runningBackup(
    @Parent() { runningId }: BackupAlreadyRunning,
    @Context('caller') caller: Caller,
  ): Backup | null {
    const view = runningId === undefined ? undefined : this.visible.backup(caller, runningId);
    return view ? Backup.of(view) : null;
  }
}
