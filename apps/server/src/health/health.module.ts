import { Module, type DynamicModule } from '@nestjs/common';
import { HealthController, IS_READY } from './health.controller.js';

/** `/health/live` and `/health/ready`. */
@Module({})
export class HealthModule {
  /** `isReady` tells whether the read models have caught up with the log. */
  static register(isReady: () => boolean): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [{ provide: IS_READY, useValue: isReady }],
    };
  }
}
