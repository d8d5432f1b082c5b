import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';

/** Injection token of the function that tells whether this node can serve. */
export const IS_READY = Symbol('isReady');

/** What orchestrators ask (Kubernetes' liveness and readiness): nothing of the tenants, hence no authentication. */
@Controller('health')
export class HealthController {
  constructor(@Inject(IS_READY) private readonly isReady: () => boolean) {}

  /** The process answers. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** The read models have taken in the log, so that queries answer what is so: 200; until then 503. */
  @Get('ready')
  ready(): { readonly status: 'ready' } {
    if (!this.isReady()) throw new ServiceUnavailableException({ status: 'notReady' });
    return { status: 'ready' };
  }
}
