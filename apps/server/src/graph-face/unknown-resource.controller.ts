import { All, Controller, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { GraphErrorFilter } from './graph-error.filter.js';
import { badRequest } from './graph-error.js';

/** Whatever else is asked for below `/v1.0`: this is not the whole of Microsoft Graph. */
@Controller('v1.0')
@UseFilters(GraphErrorFilter)
export class UnknownResourceController {
  @All(['', '{*path}'])
  refuse(@Req() { path }: Request): never {
    const [segment = ''] = path.split('/').filter((each) => each !== '' && each !== 'v1.0');
    throw badRequest(`Resource not found for the segment '${segment}'.`);
  }
}
