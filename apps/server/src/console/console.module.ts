import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Module, type DynamicModule, type NestModule } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import sirv from 'sirv';
import { BUILT_CONSOLE, ConsolePage } from './console-page.js';
import { ConsoleController, SIGN_IN_SETTINGS } from './console.controller.js';
import { ConsoleFilter } from './console.filter.js';
import type { SignInSettings } from './sign-in-settings.js';

const CONSOLE_FOLDER = Symbol('ConsoleFolder');

/** Serves the web console: its files below `/assets`, and its page wherever nothing else answers a browser. */
@Module({})
export class ConsoleModule implements NestModule {
  constructor(
    private readonly adapters: HttpAdapterHost,
    @Inject(CONSOLE_FOLDER) private readonly folder: string,
  ) {}

  /** Without a built console in `folder`, nothing is served and all else goes on. */
  static register(signIn: SignInSettings | undefined, folder = BUILT_CONSOLE): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [ConsoleController],
      providers: [
        { provide: CONSOLE_FOLDER, useValue: folder },
        { provide: SIGN_IN_SETTINGS, useValue: signIn ?? null },
        { provide: ConsolePage, useFactory: () => new ConsolePage(folder, signIn?.authority) },
        { provide: APP_FILTER, useClass: ConsoleFilter },
      ],
    };
  }

  /** Files bear a digest of their content in their names, so a browser keeps them for good. They were compressed when built. */
  configure(): void {
    const assets = join(this.folder, 'assets');
    if (!existsSync(assets)) return;
    this.adapters.httpAdapter.use(
      '/assets',
      sirv(assets, {
        brotli: true,
        gzip: true,
        etag: true,
        maxAge: 31_536_000,
        immutable: true,
        setHeaders: (response) => response.setHeader('X-Content-Type-Options', 'nosniff'),
      }),
    );
  }
}
