import { Module, type DynamicModule } from '@nestjs/common';
import type { ApiParts } from './api/api-parts.js';
import { ApiModule } from './api/api.module.js';
import { ConsoleModule } from './console/console.module.js';
import type { SignInSettings } from './console/sign-in-settings.js';
import { GraphFaceModule } from './graph-face/graph-face.module.js';
import type { NodeHealth } from './health/health.controller.js';
import { HealthModule } from './health/health.module.js';

/** Everything that one API node serves. */
@Module({})
export class AppModule {
  static register(parts: ApiParts, health: NodeHealth, signIn: SignInSettings | undefined): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ApiModule.register(parts),
        GraphFaceModule.register(parts),
        HealthModule.register(health),
        ConsoleModule.register(signIn),
      ],
    };
  }
}
