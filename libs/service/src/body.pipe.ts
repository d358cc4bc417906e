import type { PipeTransform } from '@nestjs/common';
import { UnreadBody } from './unread-body.js';

/** Reads the body; stands before the pipe that validates it. */
export class BodyPipe implements PipeTransform {
  transform(value: unknown): unknown {
    return value instanceof UnreadBody ? value.read() : value;
  }
}
