import { Inject, Injectable } from '@nestjs/common';
import { OFFICE, type Office } from './office.js';

/** The supervision office that this installation serves; a person without a scope of their own speaks for it. */
@Injectable()
export class OfficeService {
  constructor(@Inject(OFFICE) readonly office: Office) {}
}
