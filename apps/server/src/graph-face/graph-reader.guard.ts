import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { contextOf } from '../api/access/authenticate.js';
import { Permission } from '../api/access/permission.js';
import { denied } from './graph-error.js';

/** Lets only callers through who may read; the others get 403. What else a request needs, its command decides. */
@Injectable()
export class GraphReaderGuard implements CanActivate {
  constructor(private readonly permission: Permission) {}

  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<Request & { res: Response }>();
    if (this.permission.refusalFor(contextOf(request).caller, 'read')) throw denied();
    return true;
  }
}
