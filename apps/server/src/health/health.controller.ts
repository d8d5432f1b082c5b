import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';

/** Injection token of the {@link NodeHealth}. */
export const NODE_HEALTH = Symbol('NodeHealth');

/** How this node is, as far as anyone may know. */
export interface NodeHealth {
  /** Whether the read models have caught up with the log. */
  isReady(): boolean;
  /** The rebuild of the read models under way; the former ones serve meanwhile. */
  rebuilding(): { readonly ratio: number; readonly startedAt: string } | undefined;
}

/** What orchestrators ask (Kubernetes' liveness and readiness): nothing of the tenants, hence no authentication. */
@Controller('health')
export class HealthController {
  constructor(@Inject(NODE_HEALTH) private readonly health: NodeHealth) {}

  /** The process answers. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** The read models have taken in the log, so that queries answer what is so: 200; until then 503. A rebuild under way is told. */
  @Get('ready')
  ready(): { readonly status: 'ready'; readonly rebuilding?: ReturnType<NodeHealth['rebuilding']> } {
    if (!this.health.isReady()) throw new ServiceUnavailableException({ status: 'notReady' });
    const rebuild = this.health.rebuilding();
    if (rebuild === undefined) return { status: 'ready' };
    const { ratio, startedAt } = rebuild;
    return { status: 'ready', rebuilding: { ratio, startedAt } };
  }
}
