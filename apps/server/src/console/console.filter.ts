import { Catch, Inject, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { ConsolePage } from './console-page.js';

/**
 * Shows the console's page where a browser asks for an address that nothing else answers: the console's addresses are
 * its own business, and each can be opened directly.
 */
@Catch(NotFoundException)
export class ConsoleFilter extends BaseExceptionFilter<NotFoundException> {
  constructor(
    @Inject(ConsolePage) private readonly page: ConsolePage,
    { httpAdapter }: HttpAdapterHost,
  ) {
    super(httpAdapter);
  }

  override catch(exception: NotFoundException, host: ArgumentsHost): unknown {
    if (host.getType() !== 'http') return exception;
    const request = host.switchToHttp().getRequest<Request>();
    if (!this.page.answers(request)) return super.catch(exception, host);
    return this.page.send(host.switchToHttp().getResponse<Response>());
  }
}
