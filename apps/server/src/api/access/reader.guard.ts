import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { clientError } from '../errors/client-error.js';
import type { ApiContext } from './caller.js';
import { Permission } from './permission.js';

/** Lets queries and subscriptions through for callers who may read; the others get a `NotPermitted` error. */
@Injectable()
export class ReaderGuard implements CanActivate {
  constructor(private readonly permission: Permission) {}

  canActivate(execution: ExecutionContext): boolean {
    const { caller } = GqlExecutionContext.create(execution).getContext<ApiContext>();
    const refusal = this.permission.refusalFor(caller, 'read');
    if (refusal) throw clientError('NotPermitted', refusal.message);
    return true;
  }
}
