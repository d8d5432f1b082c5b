import { Controller, Get, Header, Inject, NotFoundException } from '@nestjs/common';
import type { SignInSettings } from './sign-in-settings.js';

/** Injection token of the {@link SignInSettings}; null where nobody can sign in to the console. */
export const SIGN_IN_SETTINGS = Symbol('SignInSettings');

/** What the console has to know before anyone has signed in. */
@Controller('console')
export class ConsoleController {
  constructor(@Inject(SIGN_IN_SETTINGS) private readonly settings: SignInSettings | null) {}

  /** Where and how to sign in. */
  @Get('sign-in')
  @Header('Cache-Control', 'no-store')
  signIn(): SignInSettings {
    if (this.settings === null) throw new NotFoundException();
    return this.settings;
  }
}
