import { Module, type DynamicModule } from '@nestjs/common';
import type { ApiParts } from './api/api-parts.js';
import { ApiModule } from './api/api.module.js';
import { HealthModule } from './health/health.module.js';

/** Everything that one API node serves. */
@Module({})
export class AppModule {
  static register(parts: ApiParts, isReady: () => boolean): DynamicModule {
    return { module: AppModule, imports: [ApiModule.register(parts), HealthModule.register(isReady)] };
  }
}
