import { Module, type DynamicModule } from '@nestjs/common';
import { HealthController, NODE_HEALTH, type NodeHealth } from './health.controller.js';

/** `/health/live` and `/health/ready`. */
@Module({})
export class HealthModule {
  static register(health: NodeHealth): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [{ provide: NODE_HEALTH, useValue: health }],
    };
  }
}
